# Bringing a file of cards into the notebook.

imports-title = Import cards
imports-lead = A file from your phone, Google, Outlook, LinkedIn, or any table: each card joins your notebook.
imports-file = File
imports-file-hint = vCard (.vcf), CSV, jCard or JSContact; at most 32 MB and 20,000 cards.
imports-paste = Or paste the text
imports-paste-hint = What a QR code, a vCard file or a table says.
imports-check = See what it would do
imports-nothing-kept = Nothing is kept before you ask; afterwards, all of it can be undone at once.
imports-waiting = Previews to go on with
imports-waiting-lead = Nothing of these files is in your notebook. Each is erased two days after it was sent.
imports-waiting-go = Go on with the preview
imports-before = Files imported before
imports-pasted = Pasted text
imports-preview = Before importing
imports-done = Cards imported
imports-keep = Keep these cards
imports-drop = Never mind
imports-rows = The cards of the file
imports-does = Trade
imports-new = New contacts
imports-joins = Added to a contact
imports-known = Already there
imports-bad = Refused
imports-row-new = New contact
imports-row-joins = One more card
imports-row-known = Already there
imports-row-bad = Refused
imports-beyond = { $count ->
    [one] … and { $count } more card
   *[other] … and { $count } more cards
}
imports-troubles = { $count ->
    [one] { $count } line was not understood: it is kept as it stands with the card.
   *[other] { $count } lines were not understood: they are kept as they stand with the cards.
}
imports-unread = Line { $line }: { $text }
imports-unended = the card that begins here is never ended
imports-unread-beyond = { $count ->
    [one] … and { $count } more line
   *[other] … and { $count } more lines
}
imports-joins-phone = { $name }: same name, same telephone
imports-joins-email = { $name }: same name, same e-mail
imports-joins-here-phone = { $name }, in this same file: same name, same telephone
imports-joins-here-email = { $name }, in this same file: same name, same e-mail
imports-alike = { $count ->
    [one] { $count } card may be of somebody you already have
   *[other] { $count } cards may be of somebody you already have
}
imports-alike-lead = Keep them without fear: each pair is then proposed under “In here twice?”, where you decide.
imports-alike-here = { $name }, in this same file
imports-columns = What each column holds
imports-columns-lead = Correct what was not recognised; what you do not name is kept as it stands with the card.
imports-columns-nobody = No column tells the name. Choose below the one that holds it; otherwise contacts will be called by their organisation, e-mail or telephone.
imports-column-unnamed = Column { $count }, without a heading
imports-columns-go = Look again
imports-kept-on = Imported on { $date }.
imports-is-undone = This import is undone.
imports-see = See my notebook
imports-refused = What was refused
imports-undo = Undo this import
imports-undo-lead = The cards of this file go, and the contacts that have nothing else. Those to whom you added a note, a promise or another card stay. If you have joined a contact of this file to another since, the other stays, with all that you noted there: it is of one person that you noted it.
imports-undo-go = Undo
imports-why-not-a-card = this is not a card
imports-why-too-large = this is too long for a card
imports-why-too-many = the file holds more than 20,000 cards; the rest is not read
imports-why-blank = the card names nobody
imports-why-unreadable = the rest cannot be read
imports-empty = Choose a file, or paste a text.
imports-markup = This file is XML or a web page, not cards. Export your contacts as vCard or CSV.
imports-unknown = This file is neither cards nor a table. Export your contacts as vCard or CSV.
imports-too-large = The file is larger than { $limit } MB. Export your contacts as several files, or without their pictures.
imports-limit = Your notebook remembers { $limit } files, and no more.
imports-changed = Your notebook changed meanwhile. Look at the preview again, then keep the cards.
imports-contact-limit = Your notebook holds { $limit } contacts; it has { $has } and this file would add { $more }. Keep fewer, or forget some contacts first.
flash-imports-kept = The cards are in your notebook.
flash-imports-undone = The import is undone.
flash-imports-dropped = The file is left aside; nothing was kept.

column-extra = Something else (keep as it stands)
column-skip = Do not read
column-name = Full name
column-given = Given name
column-family = Family name
column-organisation = Organisation
column-title = Title
column-role = Trade
column-email = E-mail
column-phone = Telephone
column-cell = Mobile
column-fax = Fax
column-website = Web site
column-street = Street
column-city = City
column-region = Province
column-postcode = Postal code
column-country = Country
column-note = Note
column-category = Category
column-additional = Middle name
column-prefix = Before the name (Ms., Dr.)
column-suffix = After the name (P.Eng., CPA)
column-nickname = Nickname
column-unit = Department
column-home-phone = Telephone (home)
column-work-phone = Telephone (work)
column-extended = Flat or suite
column-box = Post office box
column-birthday = Birthday
column-label = Kind of the value that follows
column-home = { $what } (home)
column-other = { $what } (other address)
