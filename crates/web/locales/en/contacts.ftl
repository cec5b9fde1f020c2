# The notebook: contacts.

contact-limit = Your notebook holds { $limit } contacts, and it is full. Forget a few first.
note-limit = A contact holds { $limit } notes. Forget a few first.
contact-tags-many = Keep at most { $limit } tags.
contact-tag-long = Each tag has at most { $limit } characters.
contact-merge-real = Only a half-remembered person can be merged into another.

notebook-title = My notebook
notebook-private = What you write here is read by you alone: no host, no group and no operator sees it.
notebook-promises = { $count ->
    [0] My promises
    [one] My promises ({ $count } to keep)
   *[other] My promises ({ $count } to keep)
}
notebook-empty = Your notebook is empty
notebook-empty-lead = At your next evening, every meeting you note goes here by itself, with the place and the date.
notebook-search = Search
notebook-search-example = notaire May
notebook-search-go = Search
notebook-sort = Sort by
notebook-sort-recent = Last met
notebook-sort-close = Strength of the tie
notebook-sort-name = Name
notebook-tags = Tags
notebook-count = { $count ->
    [0] No contacts
    [one] { $count } contact
   *[other] { $count } contacts
}
notebook-all = See the whole notebook
notebook-none = Nobody is found
notebook-none-lead = Every word must be found: in the name, the trade, your notes, your tags, the evening, the venue or the month.
notebook-met = { $title }, { $date }
notebook-through = through { $name }
notebook-talked = { $count ->
    [one] { $count } minute of talk
   *[other] { $count } minutes of talk
}
contact-half = half remembered
contact-page = See their page
contact-edit = Edit
contact-who = Who was it?
contact-who-lead = Once you know, what you noted joins the right contact.
contact-who-go = I know who it was
contact-merge-lead = Choose the contact. Your notes, promises and tags join it.
contact-merge-go = It is this person
contact-notes = My notes
contact-note-new = A note
contact-note-save = Note it
contact-note-forget = Forget
contact-promises = Promises
contact-history = Our history
contact-received = Received: { $what }
contact-cards = Cards
contact-met = Met
contact-last = Last seen
contact-tie = Tie
contact-forget = Forget this contact
contact-forget-lead = Your notes and promises about them are gone for good.
contact-forget-go = Forget for good
contact-name = Name
contact-name-hint = As you call them; only you see it.
contact-about = In a word
contact-about-hint = For example: plumber, red scarf.
contact-tags-hint = Separated by commas.
contact-met-where = Where you met
contact-met-elsewhere = Elsewhere, or I forget
contact-met-when = When
contact-met-when-hint = Leave blank: the date of the evening counts.
contact-save = Save
contact-back = Back
tie-none = no tie yet
tie-faint = faint tie
tie-growing = growing tie
tie-good = good tie
tie-strong = strong tie
tie-gained = { $count ->
   *[other] +{ $count }
}
one-to-one-title = The one-to-one that never happened
one-to-one-lead = You cross paths, you nod, and you never talk. One hour is enough.
one-to-one-go = Promise a one-to-one
one-to-one-talked = { $count ->
    [one] You talked for { $count } minute. What if you went on?
   *[other] You talked for { $count } minutes. What if you went on?
}
one-to-one-often = { $count ->
    [one] You were in one room { $count } time, and never really talked.
   *[other] You were in one room { $count } times, and never really talked.
}
one-to-one-fellows = Members of one group for over three months, and never really talked.
flash-noted = Noted.
flash-note-forgotten = The note is forgotten.
flash-contact-saved = Saved.
flash-contact-forgotten = The contact is forgotten.
flash-contact-merged = They are one person from now on.
