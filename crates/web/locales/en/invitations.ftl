invitation-title = Invite
invitation-by-mail = By e-mail
invitation-name = Their name
invitation-email = Their e-mail address
invitation-lang = Language of the message
invitation-lang-hint = If we know theirs already, that one is used.
invitation-word = A word from you
invitation-send = Send the invitation
invitation-link = With a link to pass on
invitation-link-lead = Whoever answers through it gives their own name and gets their own link. We remember that it came from you.
invitation-link-make = Make a link
invitation-link-copy = Copy the link
invitation-link-copied = Link copied
invitation-many = Several people at once
invitation-many-lead = Paste addresses, or the contents of a CSV file. Nothing is sent before you have seen the list.
invitation-many-addresses = Addresses
invitation-many-check = Check the list
invitation-many-title = Check before sending
invitation-many-send = { $count ->
    [one] Send one invitation
   *[other] Send { $count } invitations
}
invitation-many-none = No invitation to send: correct the list below.
invitation-many-line = Line
invitation-many-fate = What will happen
invitation-fate-good = Will be invited
invitation-fate-repeated = Stands higher in the list already
invitation-fate-bad = Not a complete address
invitation-fate-invited = Already invited
invitation-fate-no-basis = Was written to once and did not answer: give a link instead
invitation-fate-stopped = Wants no more mail from this group
invitation-many-empty = Paste at least one address.
invitation-many-limit = Shorten the list: at most { $limit } addresses at once.
invitation-many-table = This file does not read as CSV. Keep one line of headings and one line a person.
invitation-mine = My invitations
invitation-mine-none = You have not invited anybody yet.
invitation-is-link = Link to pass on
invitation-passed = { $count ->
    [0] Nobody has answered through this link yet
    [one] One person answered through this link
   *[other] { $count } people answered through this link
}
invitation-revoke = Withdraw
invitation-renew = New link
invitation-revoked = Withdrawn
invitation-silent = No answer
invitation-going = Going
invitation-waiting = Waiting
invitation-maybe = Maybe
invitation-no = Not coming
invitation-back = Back to the event
invitation-sent-to = Address
invitation-already = Already invited by { $inviter }.
invitation-already-self = This person has answered by themselves already.
invitation-self = This is your own address.
invitation-stopped = This address wants no more mail from this group. Give them a link to pass on instead.
invitation-limit = You have made { $limit } invitations to this evening, the most there can be. Ask the organiser.
invitation-chain = This invitation has passed through too many hands. Ask the organiser for one.
flash-invitation-sent = The invitation is on its way.
flash-invitations-sent = The invitations are on their way.
flash-invitation-revoked = The invitation is withdrawn: its link no longer works.
flash-invitation-renewed = A new link replaces the old one.
