# An evening's log: why an entry does not get in.
log-too-many = A batch holds at most { $limit } entries: split it.
log-draft = The event is not published: its log is not open.
log-unknown-person = The event does not know this person: admit them first, with a first name.
log-made-here = Invitations and answers are given on their own pages, not through the log.
log-not-yours = You can only say what concerns yourself.
log-one-person = Two different people are needed.
log-walk-in-name = Give at least a first name, on one line.
log-token = Say what was given in { $limit } characters at most.
devices-too-many = The event already has fifty devices: take one back first.
seat-sign-in = You have an account: sign in to find your private notes.
seat-claimed = Private notes were begun in another browser: open that one again, or sign in with your e-mail to bring them together.
