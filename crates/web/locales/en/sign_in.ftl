sign-in-title = Sign in
sign-in-lead = No password: we write to you, you open the link or type the code.
sign-in-ask = Send me the mail
sign-in-code-title = Enter the code you received
sign-in-code-lead = If the address is right, a mail is on its way. Its code and its link are good for 15 minutes.
sign-in-code = Six-digit code
sign-in-code-hint = Or simply open the link in the mail.
sign-in-go = Sign me in
sign-in-again = Send another mail
sign-in-nothing = The mail does not come
sign-in-nothing-body = Look in the junk folder, then check the address by asking again.
sign-in-as = You are about to sign in as { $email }.
sign-in-refused-expired = This link or code is no longer good: it lasts 15 minutes. Ask for another.
sign-in-refused-used = This link or code was already used. Ask for another.
sign-in-refused-tries = Too many wrong codes. Ask for another mail.
sign-in-refused-code = { $left ->
    [one] That is not the code. You have one try left.
   *[other] That is not the code. You have { $left } tries left.
}
sign-out = Sign out
me-title = My home
me-hello = Hello, { $name }
sessions-title = My sessions
sessions-lead = The devices where you are signed in. End those you do not recognise.
session-this = This device
session-seen = Seen on { $date }
session-end = End
flash-session-ended = That session has ended.
mail-sign-in-subject = { $code } is your sign-in code
mail-sign-in-link = Open this link to sign in:
mail-sign-in-button = Sign me in
mail-sign-in-code = Or type this code where you are asked for it:
mail-sign-in-not-me = Both work once and last 15 minutes. If you asked for nothing, ignore this message: nobody will get in.
