groups-lead = Each network is made of local groups. Choose yours, or come and see.
groups-none = No group yet.
group-members-count = { $count ->
    [0] No member yet
    [one] One member
   *[other] { $count } members
}
group-about = About
group-about-hint = In Markdown: **bold**, *italic*, lists, links.
group-organisers = Who runs it
group-organisers-hidden = Write to the group: the people who run it will answer.
group-seats = One seat per profession
group-seats-lead = Each profession has one seat only. These are taken.
group-seats-none = Every seat is free.
group-seated = Each profession has one seat only in this group
group-new-title = Found a group
group-new-go = Found the group
group-edit = Change
group-edit-title = Change the group
group-edit-go = Save
group-leave-form = Give up
group-network = Network
group-network-new = A new network
group-network-name = Name of the new network
group-network-name-hint = For a new network only.
group-name = Name of the group
group-name-unreadable = Choose a name with at least two letters or digits.
group-lang = Language of the group’s texts
group-zone = Time zone
group-email = The group’s e-mail address
group-email-hint = Shown on its page and in its mail.
group-postal = Postal address
group-postal-hint = The law asks for it at the foot of mail.
flash-group-founded = The group is founded. You are a member and run it.
flash-group-changed = Saved.
first-run-title = Welcome home
first-run-lead = Nobody runs this installation yet. Make your account and found the first group: then this page is gone.
first-run-you = You
first-run-given = First name
first-run-family = Last name
first-run-email-hint = You will sign in with this address.
first-run-lang = Language
first-run-group-title = The first group
first-run-network = Name of the network
first-run-network-hint = A network is made of local groups.
first-run-group = Name of the group
first-run-group-hint = A town or a neighbourhood, for instance.
first-run-go = Begin
