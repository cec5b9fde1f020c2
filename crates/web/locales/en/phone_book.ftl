phone-title = My notebook on my phone
phone-lead = The people you met last night are in your phone’s contacts this morning, and what you correct there comes back to your notebook.
phone-book-name = Cinq à sept
phone-passwords = Phones
phone-none = No phone yet.
phone-name = Which device is it?
phone-name-hint = For example “My iPhone”. Each device has its own password.
phone-add = Make a password
phone-secret = Password for { $name }
phone-secret-lead = It is shown this once. If it gets lost, take it back and make another.
phone-server = Server
phone-login = User name
phone-password = Password
phone-made = made { $date }
phone-seen = used { $date }
phone-never = never used
phone-revoke = Take back
flash-phone-revoked = The password is taken back: that device no longer reads your notebook.
phone-passwords-many = You already have twenty passwords: take one back first.
phone-how = On the device
phone-how-iphone = iPhone, iPad: Settings, Apps, Contacts, Contacts Accounts, Add Account, Other, Add CardDAV Account.
phone-how-android = Android: install DAVx⁵, add an account “with URL and user name”, then tick the address book.
phone-how-thunderbird = Thunderbird: Address Book, New Address Book, Add CardDAV Address Book.
phone-notes-title = Your private notes
phone-notes-lead = They stay here unless you ask. On the phone they stand at the end of the contact’s note; what you change there does not come back.
phone-notes = Also send my private notes to my phones
phone-notes-save = Save
flash-phone-notes-saved = Noted: your phones will learn of it when they next visit.
phone-hidden-title = Taken off the phone
phone-hidden = { $count ->
    [one] One contact was deleted on a phone. Your notebook kept it, with what you know of them.
   *[other] { $count } contacts were deleted on a phone. Your notebook kept them, with what you know of them.
}
phone-return = Put them back on my phones
flash-phone-returned = They will be back when your phones next visit.
phone-card-changed = This card changed in the meantime.
phone-card-unread = This is no card.
phone-card-name = A card cannot be called this.
