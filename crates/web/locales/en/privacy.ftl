# One's own data, and the right to write.

consent-title = May I write to them?
consent-may = You may write to them
consent-may-not = Not yet
consent-express = Said yes on { $date }.
consent-member = A member, as you are, since { $date }.
consent-gave-card = Gave you their card on { $date }.
consent-inquiry = Asked you something on { $date }.
consent-referral = Was recommended to you on { $date }.
consent-until = That holds until { $date }.
consent-no-address = No address is known for this person: ask them for it, or hand them a link in person.
consent-nothing = Nothing says yet that this person agrees to be written to. If they gave you their card, asked you something or said yes, note it on their page of your notebook; otherwise, hand them a link in person.
consent-ended-card = Their card is more than two years old: since { $date }, they must agree before you write.
consent-ended-inquiry = What they asked is more than six months old: since { $date }, they must agree before you write.
consent-ended-member = Their membership ended more than two years ago: since { $date }, they must agree before you write.
consent-spent = A first message has already gone to them on { $date } on a recommendation. Unless they answer, the law allows no other: give them a link to pass on instead.
consent-withdrawn = This person asked on { $date } not to be written to.
consent-note = Note how it stands
consent-what = What happened?
consent-note-express = They said yes: until withdrawn
consent-note-gave-card = They gave me their card: two years
consent-note-inquiry = They asked me something: six months
consent-note-withdrawn = They no longer want me to write
consent-on = On which day?
consent-future = That day has not come yet. Choose today or a day before.
consent-source = How do you know?
consent-source-hint = In a few words: “at the wine and cheese in May”, “on the phone”.
consent-save = Note
consent-change = Note a yes or a no
flash-consent-noted = Noted.

data-title = My data
data-lead = What this installation keeps of you: take a copy, or make it disappear.
data-name = Name
data-evenings = Evenings
data-copy-title = A copy
data-copy-lead = One zip file: your cards (vCard), your events (iCalendar), your notebook (CSV) and every row that is yours (JSON). Your notebook is there in full: keep this file to yourself.
data-copy-go = Download my copy
data-readme =
    Your copy of Cinq à sept.
    cards.vcf: your cards, one per activity.
    events.ics: your events.
    notebook.csv: your notebook, with what each one’s cards say and your notes.
    data/: each table where rows are yours, one JSON object a line. Secret hashes are left out.
data-copy-code-lead = We first send a code to your address: a personal link may have been passed on.
data-copy-code-sent = The code is on its way to your address. Once it is entered, your copy downloads.
data-copy-code-hint = It is in the mail “to take a copy of your data”.
data-copy-not = No copy
data-begun-elsewhere = Your notebook was begun in another browser: nothing of it is shown here. A code sent to your address is enough to take a copy or to erase everything.
data-elsewhere = Your notebook was begun in another browser, and we have no address to send you a code: open that browser again to take a copy or to erase everything.
data-account = You have an account: sign in to take a copy or to erase everything.
mail-copy-subject = { $code } is the code to take a copy of your data
mail-copy-lead = You asked for a copy of all that is yours, your notebook included. Type this code on the page that asks for it:
mail-copy-button = Open the page for the copy
mail-copy-not-me = It serves once, lasts 15 minutes and signs nobody in. If you did not ask for this, give the code to nobody and ignore this message.
erasure-title = Erase me
erasure-goes = These go for good: your name, your address, your portrait, your cards, your memberships, your whole notebook, your words in answers, your account and your sessions.
erasure-stays = These stay, without your name: that somebody came, met, exchanged a card. What others wrote in their own notebooks is theirs; your name remains there only where you handed them your card, or where they wrote it themselves.
erasure-code-lead = We first send you a code by mail. Nothing is erased before that.
erasure-ask = Send me the code
erasure-code-sent = The code is on its way to your address. Once it is entered, everything is erased, and nothing comes back.
mail-erasure-subject = { $code } is the code to erase your data
mail-erasure-lead = You asked to be erased. This code erases everything that is yours, and nothing comes back. Type it on the page that asks for it:
mail-erasure-button = Open the erasure page
mail-erasure-not-me = It serves once, lasts 15 minutes and signs nobody in. The page asks once more before it erases. If you did not ask for this, give the code to nobody and ignore this message: nothing will be erased.
erasure-code-hint = It is in the mail “to erase your data”.
erasure-sure = Yes, erase everything. I know that nothing comes back.
erasure-unsure = Tick the box to confirm.
erasure-go = Erase everything
erasure-not = Erase nothing
erasure-organiser = A group has nobody but you to organise it. Appoint somebody else first.
erasure-operator = This installation has nobody but you to operate it. Appoint somebody else first.
erased-title = It is done
erased-lead = What was yours is no longer here. Thank you for coming.
erased-home = Back to the start
privacy-own-title = Take it back or have it erased
privacy-own = Members: everything is under “My data”. Guests: at the foot of your evening’s page, with a code sent to your address. The copy is immediate, and so is erasure.
privacy-consent-title = Who may write to you
privacy-consent = A group you are a member of, and for two years after; whoever received your card, for two years; whoever you asked something, for six months; whoever has your agreement, until you withdraw it. On a recommendation, one first message only, which names who recommends you. Sending is refused in any other case.
privacy-time-title = For how long
privacy-time = Mails that were sent: 90 days. Your needs for one evening: 30 days after it. A guest without account of whom nothing was heard: two years. The rest, as long as you are here.
