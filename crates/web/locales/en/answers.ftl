answer-closed-draft = This evening is not open for answers yet.
answer-closed-cancelled = This evening is cancelled and takes no more answers.
answer-closed-over = This evening is over and takes no more answers.
answer-no-room = { $left ->
    [0] There is no free seat for more people with you. Your answer has stayed as it was.
    [one] Only one seat is free. Your answer has stayed as it was.
   *[other] Only { $left } seats are free. Your answer has stayed as it was.
}

mail-when = When
mail-when-value = { $date }, { $from } to { $to }
mail-where = Where
mail-who = Held by
mail-company = With you
mail-answer-button = See the invitation and answer
mail-change-button = See my evening or change my answer
mail-event-button = See the event
mail-calendar-button = Add to my calendar
mail-link-note = This link is yours: it is all you need for the whole evening, without an account. Keep this message.

mail-invited-subject = { $inviter } invites you: { $title }
mail-invited-lead = { $inviter } invites you to “{ $title }”.
mail-invited-referral = { $inviter } recommends you to { $group }: this is the only message that comes to you without your consent, and the link at its foot stops everything.
mail-invited-word = “{ $word }”
mail-going-subject = Your seat is kept: { $title }
mail-going-lead = Noted: you have a seat. We look forward to welcoming you.
mail-waiting-subject = You are on the waiting list: { $title }
mail-waiting-lead = It is full for now. You are on the waiting list; we will write as soon as a seat comes free.
mail-maybe-subject = Maybe, noted: { $title }
mail-maybe-lead = You may come. No seat is kept; answer “yes” as soon as you know.
mail-no-subject = Another time: { $title }
mail-no-lead = You will not come: noted, and thank you for saying so. If that changes, your link stays open.
mail-promoted-subject = A seat came free for you: { $title }
mail-promoted-lead = A seat came free, and it is yours. If you can no longer come, say so and somebody else will be glad of it.
mail-link-subject = Your personal link: { $title }
mail-link-lead = Here is your personal link, asked for on the event’s page. If that was not you, do nothing: without this link nobody changes your answer.
mail-two-days-subject = Soon, in two days: { $title }
mail-two-days-going = It is in two days, and your seat is waiting. Something came up? Say so, and somebody will be glad of it.
mail-two-days-maybe = It is in two days. You had said maybe: do you know now?
mail-two-days-unanswered = It is in two days, and we do not have your answer yet. A “no” helps too.
mail-three-hours-subject = Soon: { $title }
mail-three-hours-lead = It is today. See you soon!

answer-title = Your answer
answer-change = Change my answer
answer-response = Will you join us?
answer-yes = Yes, I’ll be there
answer-maybe = Maybe
answer-no = No
answer-company = How many people come with you?
answer-company-hint = Not counting yourself.
answer-company-names = Their names
answer-first-time = Is this your first time with us?
answer-first-time-yes = Yes, my first time
answer-first-time-hint = Somebody will welcome you and introduce you.
answer-first-time-no = No, I have been before
answer-needs = Food, access, what you do, what you seek
answer-needs-hint = Optional. Only the people who run the evening see it.
answer-diet = What you do not eat
answer-access = What you need to get in and be at ease
answer-does = What you do
answer-seeks = What you seek
answer-send = Send my answer
answer-calendar = Add to my calendar
answer-free = { $count ->
    [0] It is full: whoever answers “yes” now joins the waiting list.
    [one] One seat is left.
   *[other] { $count } seats are left.
}
answer-going = You have a seat.
answer-going-body = Noted. Something came up? Change your answer here, and somebody will be glad of it.
answer-waiting = You are on the waiting list.
answer-waiting-body = We will write as soon as a seat comes free.
answer-waiting-turn = { $count ->
    [one] You are first in line. We will write as soon as a seat comes free.
   *[other] You are number { $count } in line. We will write as soon as a seat comes free.
}
answer-perhaps = You may come.
answer-perhaps-body = No seat is kept. Answer “yes” as soon as you know.
answer-declined = Another time, then.
answer-declined-body = Thank you for saying so. If that changes, answer here.
answer-for = Answer on behalf of { $name }
answer-by-mail-title = Your answer is in
answer-by-mail-lead = Your personal link is on its way by e-mail. It shows your seat and lets you change your answer.
answer-by-mail-nothing = Nothing after a few minutes? Look in your junk mail, and check that you have not stopped this group’s mail.
flash-answer-kept = The answer is noted.
