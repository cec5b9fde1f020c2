person-edit = Edit my profile
person-no-card = { $name } has no card yet.
person-cards = { $count ->
    [one] Their card
   *[other] Their { $count } cards
}

activity-add = Add a card
activity-edit = Edit
activity-up = Move up
activity-new-title = A new card
activity-edit-title = Edit the card
activity-lead = One card per activity: what you would hand over, and what you are looking for as well.
activity-title = What you do
activity-title-hint = In a few words, as on a card: “Notary”, “Neighbourhood marketing”.
activity-organisation = Company or organisation
activity-profession = Profession
activity-profession-hint = One or two words. In a group with one seat per profession, this is the seat’s name.
activity-pitch = Say it out loud
activity-pitch-hint = One or two sentences, as when everyone introduces themselves.
activity-offer = What you offer
activity-offer-short = Offers
activity-seek = What you are looking for
activity-seek-short = Seeks
activity-seek-hint = This helps most to introduce you to the right person.
activity-reach = How to reach you
activity-reach-lead = This is written on the card. Leave empty what you do not hand out.
activity-phone = Telephone
activity-email = E-mail on the card
activity-email-short = E-mail
activity-email-hint = Your sign-in address is never shown; write here the one you give out.
activity-website = Website
activity-website-short = Web
activity-address = Address
activity-save = Save the card
activity-leave = Change nothing
activity-remove = Remove this card
activity-remove-lead = The card disappears for everyone, at once. This cannot be undone.
activity-remove-go = Remove the card
activity-refused-limit = You already have { $limit } cards, as many as can be kept. Remove one to add another.
activity-problem-phone = Enter a complete number, such as 514 555-0142.
activity-problem-website = Enter a complete web address, such as example.ca or https://example.ca.
flash-activity-added = Your card is ready.
flash-activity-saved = Your card is up to date.
flash-activity-removed = The card is removed.

profile-now-private = At the moment, only those who run your groups and your evenings can open your page.
profile-now-members = At the moment, the members of your groups can open your page. The public cannot.
profile-now-public = At the moment, anyone can open your page.

portrait-problem-none = Choose a photo first.
portrait-problem-large = Choose a lighter photo: at most { $limit } MB.
portrait-problem-pixels = Choose a smaller photo: at most { $limit } million pixels.
portrait-problem-kind = This file is not a photo we can read. Choose a JPEG, a PNG or a WebP.
portrait-problem-damaged = This photo is damaged or incomplete. Choose another.

profile-title = My profile
profile-path = Breadcrumb
profile-given = Given name
profile-family = Family name
profile-lang = Language of your pages and mail
profile-visibility = Who can open your page
profile-visibility-hint = Your page shows your name, your portrait and your cards. Nothing else.
profile-private = Nobody but the organisers
profile-private-means = Only those who run your groups and your evenings. Other members do not find you in the directory.
profile-members = The members of my groups
profile-members-means = The members of the groups you are a member of, and the organisers. The public does not see you.
profile-public = Anyone
profile-public-means = Your page opens without signing in, and your name may appear on the page of a group or an event.
profile-save = Save
profile-email-title = Sign-in address
profile-email-lead = It is used to sign you in and to write to you. It is on none of your cards.
profile-preview = What others see
profile-preview-page = Open my page
profile-preview-no-card = You have no card yet.
flash-profile-saved = Saved.

portrait-title = Portrait
portrait-lead = A photo helps people recognise you when you arrive. It shows where your page shows, and in the directory of your groups.
portrait-choose = Choose a photo
portrait-hint = JPEG, PNG or WebP, at most 8 MB. It will be cropped to a square; its place, date and device will be removed.
portrait-keep = Save the photo
portrait-remove = Remove the photo
flash-portrait-kept = Your portrait is in place.
flash-portrait-removed = Your portrait is removed.

me-page = See my page
me-name-title = What is your name?
me-name-lead = We only have the beginning of your address. A given name is enough; a family name helps people find you.
me-name-save = That is my name
me-groups = My groups
me-groups-all = All groups
me-groups-none = No group yet
me-groups-none-lead = A group meets near you. Come as a guest first.
me-standing-guest = By invitation
me-standing-applicant = Application sent
me-standing-member = Member
me-standing-alumni = Former member
me-organiser = Organiser
me-seat = Seat: { $seat }
me-cards = My cards
me-cards-none = No card yet
me-cards-none-lead = Say what you do and what you are looking for: it is what people will read before introducing you.
me-cards-first = Make my first card
me-account = My account

gallery-title = Gallery of pages
gallery-lead = Each page with few, many and very long things. Nothing here is real.
