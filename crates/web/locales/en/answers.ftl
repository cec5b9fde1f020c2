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
mail-two-days-subject = The day after tomorrow: { $title }
mail-two-days-going = It is the day after tomorrow, and your seat is waiting. Something came up? Say so, and somebody will be glad of it.
mail-two-days-maybe = It is the day after tomorrow. You had said maybe: do you know now?
mail-two-days-unanswered = It is the day after tomorrow, and we do not have your answer yet. A “no” helps too.
mail-three-hours-subject = Soon: { $title }
mail-three-hours-lead = It is today. See you soon!
