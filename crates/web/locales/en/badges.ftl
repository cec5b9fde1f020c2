# Badges and the list, to be printed.
badges-title = Print
badges-lead = Badges on sheets of labels, and the door’s list for the day the network fails.
badges-badges = Badges
badges-sheet = Your labels
badges-sheet-letter-inserts = Letter, 6 inserts of 4 × 3 in (Avery 5392, 74459)
badges-sheet-letter-adhesive = Letter, 8 stickers of 3⅜ × 2⅓ in (Avery 5395, 8395)
badges-sheet-a4-inserts = A4, 8 inserts of 86.5 × 55.5 mm (Avery L7418)
badges-sheet-a4-cards = A4, 10 business cards of 90 × 54 mm
badges-from = First free label
badges-from-hint = For a sheet that was begun, count from left to right, then downwards.
badges-perhaps = { $count ->
    [one] Also the person who may come
   *[other] Also the { $count } people who may come
}
badges-outlines = Draw the edges (for a trial on plain paper)
badges-go = { $count ->
    [0] Print the badges
    [one] Print one badge
   *[other] Print { $count } badges
}
badges-mark = The small lozenge in a corner tells the host that it is a first time.
badges-list = The door’s list
badges-list-lead = In alphabetical order, with a box to tick and each person’s code.
badges-list-letter = On letter paper
badges-list-a4 = On A4 paper
badges-too-many = One file holds { $limit } people at most.
badges-column-name = Name
badges-column-company = With
badges-column-activity = Activity
badges-column-by = Through
badges-nobody = Nobody is expected.
