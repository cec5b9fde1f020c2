debrief-title = Debrief
debrief-kicker = Debrief · { $name }
debrief-me = Me
debrief-numbers = In numbers
debrief-too-early = The debrief opens when the event begins.
debrief-not-there = Only those who came say what they thought of the place.
debrief-was-away = Nothing in the log: you did not come in that evening.
debrief-lead-cards = { $cards ->
    [0] No card received.
    [one] One card received.
   *[other] { $people ->
        [one] { $cards } cards from one person.
       *[other] { $cards } cards from { $people } people.
    }
}
debrief-lead-met = { $new ->
    [0] Nobody new,
    [one] One person met for the first time,
   *[other] { $new } people met for the first time,
} { $known ->
    [0] nobody known.
    [one] one already known.
   *[other] { $known } already known.
}
debrief-lead-met-all = { $met ->
    [0] Nobody met.
    [one] One person met.
   *[other] { $met } people met.
}
debrief-lead-minutes = { $minutes ->
    [one] One minute there.
   *[other] { $minutes } minutes there.
}
debrief-cards = Cards received
debrief-behind = People behind the cards
debrief-new = Met for the first time
debrief-known = Already known
debrief-met = People met
debrief-tokens = Other tokens
debrief-follow-ups = Promises
debrief-guests = Invitations promised
debrief-strengthened = Ties strengthened
debrief-lessons = Lesson
debrief-minutes = Minutes there
debrief-absences-none = Absences
debrief-absences = { $count ->
    [one] Absence, of one minute
   *[other] Absence, { $count } minutes in all
}
debrief-room = The room, minute by minute
debrief-room-fullest = { $heads ->
    [one] One person at most, at { $time }.
   *[other] { $heads } people at most, at { $time }.
}
debrief-room-mine = You: from { $from } to { $to }.
debrief-circle = Who talked with whom
debrief-circle-text = { $people } people, { $talks } conversations among them; { $mine ->
    [0] none with you.
    [one] one person talked with you.
   *[other] you talked with { $mine } of them, in this order from the top on.
}
debrief-circle-named = Named because they are fine with it: { $names }.
debrief-elsewhere = What is private (promises, lesson, ties) is not shown here: it opens in the browser where you wrote it, or when you sign in.
debrief-open-here = Open my private part in this browser
debrief-people = The people
debrief-people-none = No encounter noted that evening.
debrief-talked = { $count ->
    [0] a moment
    [one] one minute
   *[other] { $count } minutes
}
debrief-card = their card
debrief-card-of = card: { $card }
debrief-is-new = Met for the first time
debrief-is-known = Already known
debrief-is-closer = Tie strengthened
debrief-promises = Promises
debrief-promises-none = No promise noted that evening.
debrief-promise-guest = Invite { $name } to our next meeting.
debrief-promise-guest-at = Invite { $name }: { $event }, { $day }.
debrief-promise-link-exchange = Exchange links with { $name }: { $mine } ↔ { $theirs }
debrief-promise-one-to-one = A one-to-one with { $name }.
debrief-promise-visit = A visit to { $name }. { $place }
debrief-promise-referral = A referral for { $name }.
debrief-promise-free = { $name }: { $words }
debrief-usual = And usually?
debrief-usual-of = { $count ->
    [one] Beside your one evening before
   *[other] Beside your last { $count } evenings (the median)
}
debrief-usual-what = Measure
debrief-usual-tonight = This time
debrief-usual-usually = Usually
debrief-usual-none = Nothing is usual yet: this is your first evening here.
debrief-lesson = My lesson
debrief-lesson-write = Write one line
debrief-lesson-change = Change this line
debrief-lesson-label = What I take from it
debrief-lesson-hint = One line, for you alone. Leave it empty to remove it.
debrief-keep = Keep
debrief-recall = Was I remembered?
debrief-recall-lead = For you alone: nobody else will read this, neither hosts nor organisers.
debrief-recall-both = { $name } knew your name and your trade.
debrief-recall-name = { $name } knew your name, not your trade.
debrief-recall-trade = { $name } knew your trade, not your name.
debrief-recall-none = { $name } knew neither your name nor your trade.
debrief-recall-add = Note an answer
debrief-recall-who = Whom did you ask?
debrief-recall-knew = This person knew
debrief-recall-forget = Remove
debrief-knew-none = neither my name nor my trade
debrief-knew-name = my name
debrief-knew-trade = my trade
debrief-knew-both = my name and my trade
debrief-rating = The place
debrief-rating-stars = Your opinion
debrief-rating-hint = The organisers see all opinions together, never whose they are.
debrief-rating-words = A word
debrief-rating-send = Give my opinion
debrief-stars = { $count ->
    [one] { $count } star
   *[other] { $count } stars
}
debrief-share = Show this debrief
debrief-share-lead = A link shows the numbers and the pictures, with no name but yours, no notes, no promises. You take it back whenever you like.
debrief-share-lesson = Show my lesson too
debrief-share-make = Make a link
debrief-share-change = Change what is shown
debrief-share-end = Take the link back
debrief-share-gone = This debrief is no longer shown.
debrief-shown-note = { $name } shows you these numbers. Notes and promises stay in their notebook.
debrief-print = To keep it on paper, print this page: the forms will not be on it.
flash-debrief-kept = Noted, for you alone.
flash-debrief-rated = Thank you: it counts with the others.
flash-debrief-opened = Your private part now opens in this browser.
flash-debrief-shared = The link is ready.
flash-debrief-unshared = The link shows nothing any more.
debrief-our-title = The evening’s debrief
debrief-our-kicker = Debrief · { $group }
debrief-our-lead = { $heads ->
    [0] Nobody has come in yet.
    [one] One person came.
   *[other] { $heads } people came.
} { $talks ->
    [0] No conversation is noted.
    [one] One conversation is noted.
   *[other] { $talks } conversations are noted.
}
debrief-our-back = The event
debrief-our-heads = People who came
debrief-our-newcomers = Here for the first time
debrief-our-encounters = Conversations
debrief-our-proposed = Introductions proposed
debrief-our-made = Introductions made
debrief-our-links = New links between groups
debrief-our-alone = Stayed alone
debrief-our-no-shows = No-shows
debrief-our-arrivals = Arrivals, by quarter of an hour
debrief-our-nobody = Nobody has arrived yet.
debrief-our-circle = { $people } people, { $talks } pairs that talked. Nobody is named.
debrief-our-guests = of no group
debrief-our-newcomers-none = Nobody came for the first time.
debrief-our-name = Name
debrief-our-arrived = Arrived
debrief-our-first = First conversation after
debrief-our-minutes-alone = Time without a conversation
debrief-our-minutes = { $count ->
    [one] one minute
   *[other] { $count } minutes
}
debrief-our-never = never
debrief-our-alone-none = Nobody: everyone talked with somebody.
debrief-our-links-none = None yet.
debrief-our-candidates = Guests who may become members
debrief-our-candidates-none = No guest without a group came through a member.
debrief-our-candidate = { $name }, through { $by }
debrief-our-no-shows-none = Everyone who had a seat came.
debrief-our-stars = { $count ->
    [one] { $stars } stars out of 5, from one opinion
   *[other] { $stars } stars out of 5, from { $count } opinions
}
debrief-our-ratings-none = Nobody has given an opinion yet.
debrief-link-mine = My debrief
debrief-link-ours = Debrief
presence-title = Who really comes
presence-lead = Counted at the door, over the last meetings. Organisers are counted like everyone.
presence-of = { $of ->
    [one] { $came } of the last meeting
   *[other] { $came } of the last { $of } meetings
}
