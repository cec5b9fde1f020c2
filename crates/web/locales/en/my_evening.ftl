my-evening-title = My evening
my-evening-title-lunch = My lunch
my-evening-open = Open my evening
my-evening-open-lead = Your code, the people you know, those you meet: it is all there tonight.
my-evening-here = Here since { $time }
my-evening-out = Out since { $time }
my-evening-expected = You are expected
my-evening-quiet-badge = Prefers quiet
my-evening-code = Your code
my-evening-code-door = Show this code at the door and the host notes that you are here. That is all.
my-evening-code-lead = Show this code to whomever you meet. It says who you are tonight, and nothing else.
my-evening-qr = Code of { $name }
my-evening-ask = Introduce me
my-evening-asked = Asked at { $time }
my-evening-asked-to = Asked at { $time }: { $name }
my-evening-asked-lead = A host will come and find you. Until then, stay where you can be seen.
my-evening-ask-no-more = Never mind, thank you
my-evening-known = You know
my-evening-known-none = Nobody you know shows themselves yet. Only those who want to be seen are.
my-evening-others = { $count ->
    [one] One other person shows themselves here tonight.
   *[other] { $count } other people show themselves here tonight.
}
my-evening-met = Met tonight
my-evening-minutes = { $count ->
    [one] one minute
   *[other] { $count } minutes
}
my-evening-undo = That was a mistake
my-evening-who = Who I am tonight
my-evening-who-none = Say in two words what you do: it is what your card will say.
my-evening-who-save = That is me, tonight
my-evening-card-new = Make a card
my-evening-card-save = Keep this card
my-evening-card-sign-in = You have an account: sign in to change your cards.
my-evening-seen-title = Who sees you
my-evening-seen-all = Everybody here sees that you are: your name and what you do.
my-evening-seen-fellows = The members of your groups see that you are here; the others do not.
my-evening-seen-none = Nobody sees that you are here, except the hosts and those you meet.
my-evening-show-me = Show me to everybody
my-evening-hide-me = Show me to nobody
my-evening-quiet-lead = Need a breather? Those who see you will know that you would rather not be approached.
my-evening-quiet-is-on = You would rather not be approached: those who see you know it.
my-evening-quiet-on = I prefer quiet
my-evening-quiet-off = I may be approached
my-evening-door = The door
my-evening-leave-lead = A call to take, some air, or the end of your evening: you can come back.
my-evening-leave = I am going out
my-evening-return = I am back
my-evening-cancelled = This event is cancelled.
my-evening-early = The evening has not begun: come back at the time.
my-evening-over = The evening is over: what happened there no longer changes.
my-evening-not-here = You have not been seen at the door yet: show your code there.
my-evening-door-first = Come through the door first: the host welcomes you there.
exchange-choose = Choose at least one card.
exchange-too-late = It was given more than ten minutes ago: it can no longer be taken back.
exchange-received = Received tonight
exchange-mutual = Exchanged
exchange-plain = A card with nothing but a name.
pass-title = Somebody shows you their code
pass-lead = To learn who it is, say first who you are: this code speaks only to people of the same evening.
pass-link = A guest without account: open your personal link in this browser, then scan the code again.
pass-account = A member: sign in; you will come back here.
