# The room: the hosts' board, the wall, introductions.
room-title = The room
room-more = Around the room
room-open = Open the room
room-projector = Projector
room-clock = Clock
room-left = { $count ->
    [one] one minute left
   *[other] { $count } minutes left
}
room-begins-in = { $count ->
    [one] begins in one minute
   *[other] begins in { $count } minutes
}
room-over = it is over
room-result = What the evening gave
room-result-came = came
room-result-debrief = The group’s debrief
room-minutes = { $count ->
    [0] less than a minute
    [one] one minute
   *[other] { $count } minutes
}
room-ideas = To introduce now
room-ideas-none = Nobody to introduce for now: all who are free know each other, or talk already.
room-taken-title = Under way
room-waiting = Without company
room-waiting-none = Nobody is alone. Enjoy it.
room-waiting-more = { $count ->
    [one] And one more.
   *[other] And { $count } more.
}
room-asked = asked
room-met-nobody = has talked with nobody
room-unmet = Not found yet
room-unmet-seek = { $name } is looking for “{ $seek }”: { $other } is here.
room-unmet-here = { $name } asked for { $other }, who is here.
room-unmet-away = { $name } asked for { $other }, who is not here.
room-newcomers = First times
room-promise = { $count ->
    [one] { $kept ->
        [0] The newcomer was alone for more than five minutes at a stretch.
       *[other] The newcomer was never alone for more than five minutes at a stretch.
    }
   *[other] { $kept ->
        [0] None of the { $count } newcomers had company in time: all were alone for more than five minutes at a stretch.
       *[other] { $kept } of { $count } were never alone for more than five minutes at a stretch.
    }
}
room-longest = Alone at a stretch
room-met = Met
room-arrivals = Arrivals, minute by minute
room-arrivals-recent = { $count ->
    [0] Nobody in the last ten minutes.
    [one] One person in the last ten minutes.
   *[other] { $count } people in the last ten minutes.
}
room-by = By { $name }
room-by-host = By you
room-pair = ({ $a } and { $b })
room-ground-wish = { $by } asked to meet { $to }.
room-ground-trade = { $seeker } is looking for “{ $seek }”. As it happens, { $other }: { $has }.
room-ground-offer = { $seeker } is looking for “{ $seek }”. As it happens, { $other } offers “{ $has }”.
room-ground-word = A word on both their cards: “{ $word }”.
room-ground-none = { $a } is waiting for company, and { $b } is free.
room-open-wish = “{ $to }, here is { $by }, who wanted to meet you.”
room-open-seek = “{ $a }, may I introduce { $b }, who is looking for { $seek }?”
room-open-word = “{ $a }, { $b }: you have a word in common, { $word }. I leave you to it.”
room-open-plain = “{ $a }, may I introduce { $b }? Tell each other what brings you here tonight!”
room-first-seek = “They tell me you could help: I am looking for { $seek }.”
room-first-have = “They tell me you are looking for { $seek }. Let us talk!”
room-first-word = “There is a word on both our cards: { $word }. How did you come to it?”
room-first-plain = “Good evening! What brings you here tonight?”
room-reply-made = Done
room-reply-taken = I will do it
room-reply-later = Later
room-reply-known = Know each other
room-reply-wrong = Not a match
room-not-here = One of these people is no longer here.
room-nobody = Choose an introduction from the list.
flash-room-made = Noted: they are talking.
flash-room-taken = Their phones say so now.
flash-room-later = It will come back in a quarter of an hour.
flash-room-declined = Noted: it will not be proposed again tonight.
wall-here = here tonight
wall-welcome = Welcome
wall-talks = conversations
wall-made = introductions
wall-hint = Would you like to meet somebody? Tap “Introduce me”.
wall-until = Until { $time }.
offered-introduced = Somebody to meet: { $name }
offered-introduced-unnamed = A host is coming to introduce you to somebody. Stay where you can be seen.
offered-introducer = Yours to introduce: { $a } and { $b }
offered-introducer-someone = somebody a host will point out
offered-by = { $name } introduces you: the same request is on their phone.
offered-by-host = A host introduces you, or just go: you are expected.
offered-say = To begin with
offered-made = We talked
offered-made-introducer = Done
offered-later = Later
offered-known = We know each other
offered-wrong = No, thank you
welcome-ask = Whom can I welcome?
flash-welcome-nobody = Nobody new is waiting just now. Thank you for asking!
not-with = Do not introduce me to this person
not-with-lead = It stays between you and the room: nobody will know, and no reason is given.
not-with-is = The room will not introduce you. Nobody else knows.
not-with-end = You may introduce us
debrief-our-longest = Alone at a stretch
trace-empty = The trace is empty.
rounds-title = Tables and pairs
rounds-lead = From the room as it is now: tables or pairs in which nobody meets twice. Whoever prefers quiet is left out.
rounds-here = { $count ->
    [0] nobody to seat
    [one] one person to seat
   *[other] { $count } people to seat
}
rounds-kind = How
rounds-kind-tables = At tables
rounds-kind-pairs = Two by two
rounds-seats = Seats at a table
rounds-seats-hint = Tables will be as even as can be. Not for pairs.
rounds-count = Rounds
rounds-minutes = Minutes of a round
rounds-hosts = Each host keeps a table
rounds-together = Together at one table
rounds-together-hint = One table a line, with the names of people who are here: Inès Belkacem, Jo. They stay together in every round.
rounds-together-nobody = Nobody here is called “{ $name }”.
rounds-together-several = Several people here are called “{ $name }”: write the whole name.
rounds-together-many = A table has too few seats for: { $line }.
rounds-together-pairs = In pairs, nobody meets twice: empty this list, or choose tables.
rounds-make = Make the plan
rounds-round = Round { $round }
rounds-table = Table { $table }
rounds-card = Round { $round }: table { $table }
rounds-play = Begin
rounds-played-badge = played
rounds-adapt = Make anew for those here
rounds-undo = Take the last round back
rounds-print = Print the cards
rounds-end = Put the plan away
rounds-changed = { $late ->
    [0] Nobody waits for a seat,
    [one] One person waits for a seat,
   *[other] { $late } people wait for a seat,
} { $gone ->
    [0] and nobody has left.
    [one] and one has left.
   *[other] and { $gone } have left.
}
rounds-played = A round was played: make the rest anew, or put the plan away first.
rounds-too-many = Six hundred people at most are seated at a time.
rounds-too-few = At least four people must be in the room.
rounds-impossible = No plan fits these sizes: try other tables.
rounds-over = Every round has been played.
rounds-none-played = No round has been played.
rounds-mine = Round { $round } of { $of }
rounds-mine-table = Your table: { $table }
rounds-mine-out = You sit this one out: enjoy the bar.
wall-others = { $count ->
    [one] and one more
   *[other] and { $count } more
}
