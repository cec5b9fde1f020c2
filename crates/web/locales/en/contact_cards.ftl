# The cards that came in, in the notebook.

card-limit = A contact holds { $limit } cards. Forget some first.
card-problem-nobody = Enter a name, an organisation or a way to reach the person.
card-problem-many = Enter at most { $limit } lines.

card-new-contact = Add a card
card-new = Add a card to this contact
card-correct = Correct the card
card-name = Name
card-title = Title or trade
card-phones = Telephones
card-emails = E-mail addresses
card-websites = Web sites
card-note = Anything else on the card
card-lines-hint = One a line.
card-raw = What was read, as it stood
card-part = This card is somebody else’s
card-part-lead = It becomes a contact by itself, and the notebook remembers that they are two people.
card-part-go = Make it another contact
card-forget = Forget this card
card-forget-lead = The contact stays, with your notes and your promises.
card-forget-go = Forget the card
card-extras = { $count ->
    [one] { $count } other entry, kept as it stood
   *[other] { $count } other entries, kept as they stood
}
card-received = As received on { $date }
card-unread = Line that was not understood
card-picture = Picture
card-picture-one = a picture, kept with the card
card-bytes = kept as it stands
card-kind-work = work
card-kind-home = home
card-kind-cell = mobile
card-kind-fax = fax
card-kind-pager = pager
card-kind-main = main
contact-kept = Cards received
card-source-vcard = From a vCard file, on { $date }
card-source-jcard = From a jCard file, on { $date }
card-source-jscontact = From a JSContact file, on { $date }
card-source-csv = From a table, on { $date }
card-source-qr = From a QR code, on { $date }
card-source-photo = From a photo, on { $date }
card-source-carddav = From your phone, on { $date }
card-source-typed = Typed, on { $date }
card-source-evening = Received during an evening, on { $date }
card-joined = joined the others: same name, with the same telephone or e-mail
flash-card-kept = The card is in your notebook.
flash-card-joined = The card joined this contact: same name, with the same telephone or e-mail address. If that is wrong, “Correct the card” sets it apart.
flash-card-parted = The card is now another contact’s.
flash-card-forgotten = The card is forgotten.
