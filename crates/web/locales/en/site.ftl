site-name = Cinq à sept
skip = Skip to content
other-language = Français
optional = (optional)
email = E-mail address
foot-line = People meet. Something comes of it.

nav-main = Main navigation
nav-home = Home
nav-groups = Groups
nav-sign-in = Sign in
nav-me = My home
nav-operator = Operations
nav-privacy = Privacy

home-title = Walk in knowing nobody. Leave with names.
home-kicker = The evenings where business people meet
home-lead = Lunches and after-work evenings where you are greeted by name, where nobody stands alone, and where promises are kept the next day.
home-groups = Find a group

problems = { $count ->
    [one] One thing to correct
   *[other] { $count } things to correct
}
problem-missing = Fill in this field.
problem-too-long = Shorten this: at most { $limit } characters.
problem-unprintable = Remove the invisible characters, then try again.
problem-email = Enter a complete address, like name@example.ca.
problem-choice = Choose one of the answers offered.
problem-number = Enter a whole number from { $least } to { $most }.
problem-date = Enter a date, like 2026-11-12.
problem-time = Enter a time, like 17:30.

error-home = Back to the home page
error-groups = See the groups
error-not-found-title = There is nobody here.
error-not-found-body = This page does not exist, or it is not open to you. The link may be incomplete, or the evening may have been withdrawn.
error-no-page-title = This address only takes a form.
error-no-page-body = Nothing was sent. The page that holds the form is next door; if you had just written something, your browser’s Back button often finds your words again.
error-on = Go to the page
error-forbidden-title = This is not your door.
error-forbidden-body = You are signed in, but this is for others. If you think you should have it, ask the group’s organiser.
error-refused-title = That cannot be done this way.
error-refused-body = Go back: what you wrote is still there.
error-too-many-title = One moment, please.
error-too-many-body = Too many requests came from here in a short time. Try again in a few minutes.
error-busy-title = It is crowded.
error-busy-body = The server is very busy. Nothing was lost; try again in a minute.
error-internal-title = Something broke on our side.
error-internal-body = It is not your fault. The incident is noted; try again in a few minutes.

privacy-lead = Nothing about you is public until you say so.
privacy-kept-title = What is kept
privacy-kept = Your name, your address, your language, your portrait, your cards, your groups, who invited you, your answers to events and what you choose to write. An answer holds what the host must know to welcome you: your company, your needs. For each open session, the name of your browser and the date.
privacy-seen-title = Who sees it
privacy-seen = Those who run a group see its people and their answers to its events; those who host an evening see its answers. A group’s members see the name, portrait and activities of its other members in the directory, except those who hid; your page and cards, only if you say so. The public sees only those who asked for it. Your sign-in address is on none of your cards. Whoever operates this installation can read everything.
privacy-mail-title = Mail
privacy-mail = Each message of a group carries its name, its address and a link to stop it, which acts at once, without signing in.
privacy-cookies-title = Cookies
privacy-cookies = One for your session, one for your language, one to tell you it is done. No other, and no third party.

demo-label = Demonstration
demo-banner = Demonstration: it is { $now }, { $time }, and nothing is sent.
demo-mails = Read the mail
demo-mails-lead = The demonstration writes to nobody: this is what it would have sent.
demo-mails-none = No mail yet.
demo-mail-to = To
demo-mail-text = As plain text
mail-stop = Stop mail from this group

group-calendar = Subscribe to the calendar
me-events = My next events
me-events-groups = In my groups
me-events-elsewhere = Elsewhere, and open to you
nav-events = Events
demo-refused-elsewhere = This database already holds people who are not the demonstration’s. Give an empty folder or database.
