# Pictures of cards.

photos-title = Photograph a card
photos-lead = Lay the card flat and take its picture: the name, numbers and addresses are read, and you check.
photos-take = Take a picture
photos-choose = Or choose a picture
photos-hint = JPEG, PNG or WebP; at most 8 MB. A QR code on the card is read first.
photos-read = Read the card
photos-waiting = To check
photos-unnamed = Card without a name read
photos-private = Your pictures are seen by you alone. You can drop them once the card is checked.
photos-sending = Sending the pictures…
photos-one-waits = One picture waits for the network on this device.
photos-many-wait = # pictures wait for the network on this device.
photos-refused = A picture could not be taken: it is too large, or it is no picture.
photo-title = Check the card
photo-sure = Check before keeping.
photo-doubts = Check before keeping, above all what follows: the reading is not sure of it.
photo-unread = Automatic reading is not installed here. The picture is kept: type what you see.
photo-failed = The reading did not succeed. The picture is kept: type what you see.
photo-alt = The picture of the card
photo-keep = Keep the card
photo-drop-too = Do not keep the picture
photo-drop = Drop this picture
photo-problem-none = Take or choose a picture.
photo-limit = Your notebook holds { $limit } pictures. Drop some first.
flash-photo-dropped = The picture is gone.
