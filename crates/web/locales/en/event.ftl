events-title = Coming events
events-next = Coming soon
events-all = The whole calendar
events-none = Nothing is announced for now.
events-none-body = Groups announce their open evenings here. Find yours: its members also see what is kept for them.
events-pages = Pages
events-earlier = Earlier
events-later = Later

event-kind = Kind
event-kind-lunch = Lunch
event-kind-five-to-seven = 5 à 7 (after work)
event-kind-wine-and-cheese = Wine and cheese
event-kind-other = Other gathering
event-audience-members = Members of the group
event-audience-network = Members of the network
event-audience-networks = Members of every network
event-audience-public = Everyone
event-audience-members-means = Members of the group, and people who are invited.
event-audience-network-means = Members of every group of the network, and people who are invited.
event-audience-networks-means = Members of other networks too, and people who are invited.
event-audience-public-means = Everyone: the page is public.
event-status-draft = Draft
event-status-cancelled = Cancelled
event-mine-yes = You are going
event-mine-waiting = Waiting
event-mine-maybe = Maybe
event-mine-no = You are not going

event-when = When
event-where = Where
event-who = Who may come
event-answer = Answer
event-sign-in = Sign in to answer
event-to-calendar = Add to calendar
event-about = About
event-programme = Programme
event-seats = Seats
event-seats-taken = Seats taken
event-seats-left = { $count ->
    [0] Full
    [one] { $count } seat left
   *[other] { $count } seats left
}
event-seats-full = Answer anyway: you will be on the waiting list, and told as soon as a seat comes free.
event-going = { $count ->
    [0] Nobody has answered yet.
    [one] { $count } person is going.
   *[other] { $count } people are going.
}
event-waiting = { $count ->
    [one] { $count } person is waiting for a seat.
   *[other] { $count } people are waiting for a seat.
}
event-faces = You will see { $names }.
event-faces-others = { $count ->
    [one] And { $count } other person.
   *[other] And { $count } other people.
}
event-is-cancelled = This gathering will not take place.
event-organise = Organise
event-publish = Publish
event-guests = Guest list
event-invitations = Invite
event-edit = Edit
event-cancel = Cancel the event

event-new = New event
event-edit-title = Edit the event
event-edit-hint = If the time or the place changes, the people who are going or waiting are told by e-mail.
event-title = Title
event-about-hint = What happens there, and for whom. You can use **bold** and lists (Markdown).
event-venue-none = To be announced
event-date = Date
event-start = Start
event-end = End
event-end-hint = Earlier than the start: after midnight.
event-capacity = Capacity
event-capacity-hint = How many people the room holds. Empty: no limit. Lowering it takes nobody’s seat away.
event-languages = Languages spoken
language-fr = French
language-en = English
event-programme-hint = One line a moment, the time first: 17:00 Welcome
event-save = Save
event-save-draft = Keep as a draft

event-problem-programme = Line { $line }: write the time, then what happens, like 17:30 Introductions (at most 40 lines).
event-problem-languages = Choose at least one language.
event-problem-end = Enter an end that comes after the start.
event-problem-past = Choose a moment to come: this one has passed.
event-refused-cancelled = This event is cancelled; people were told. Plan another one.
event-refused-over = This event is already over.
event-refused-answered = People answered or are invited: cancel this date instead, so that they are told.

event-cancel-title = Cancel this gathering?
event-cancel-told = { $count ->
    [0] Nobody has answered yet: nobody will be told.
    [one] { $count } person will be told by e-mail.
   *[other] { $count } people will be told by e-mail.
}
event-cancel-reason = The reason
event-cancel-reason-hint = It will be in the e-mail and on the page.
event-cancel-go = Cancel and tell everyone
event-cancel-not = Do not cancel

flash-event-saved = It is saved.
flash-event-published = It is published.
flash-event-cancelled = It is cancelled, and everyone is told.
flash-event-withdrawn = This date is withdrawn: it is a draft again.

mail-moved-subject = Changed: { $title }
mail-moved-lead = The time or place of “{ $title }” has changed. Here is how it stands now.
mail-moved-answer = If it no longer suits you, change your answer: somebody may be waiting for a seat.
mail-moved-see = See it, or change my answer
mail-cancelled-subject = Cancelled: { $title }
mail-cancelled-lead = “{ $title }” will not take place.
mail-cancelled-see = See the page

calendar-waiting = (waiting)
calendar-mine = My calendar
calendar-mine-body = Subscribe your calendar to this private address: your events stay up to date there. Give it to nobody.
calendar-address = Private address of my calendar
calendar-renew = Change the address
calendar-renew-body = The present address will stop working.
flash-calendar-renewed = Your calendar has a new address; the old one no longer works.
event-invite = Invite somebody
