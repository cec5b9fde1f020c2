organise-title = Run the group
organise-members = members
organise-guests = guests
organise-applicants = applications
organise-applicants-title = Ask to become members
organise-applicants-none = No application is waiting.
operator-people = people
operator-accounts = accounts
operator-events = events
operator-schema = schema version
operator-mail = Mail
operator-mail-waiting = waiting
operator-mail-failing = failing
operator-mail-given-up = given up in 30 days
operator-mail-well = No mail is in trouble.
operator-operators = Who runs the installation
operator-appoint = Let them run it
operator-appoint-hint = They will have every right once signed in with this address.
mail-failing = Failing
mail-given-up = Given up
mail-attempts = { $count ->
    [one] one attempt
   *[other] { $count } attempts
}
mail-retry = Try again
flash-operator-appointed = Done: this address runs the installation.
flash-mail-retried = The mail is on its way again.
