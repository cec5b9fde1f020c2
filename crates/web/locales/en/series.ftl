series-title = Series
series-new = New series
series-none = No series yet.
series-none-body = A lunch every Thursday? Say it once; each date becomes an event.
series-edit-title = Edit the series
series-hint = Each date becomes a published event, six months ahead.
series-edit-hint = Coming dates follow, except those you changed one by one.
series-instead = A series instead
series-frequency = How often
series-weekly = Every week
series-monthly = Every month
series-by-rule = By a rule
series-weekday = Day
series-every = Weeks
series-every-hint = For a weekly series.
series-every-weeks = { $count ->
    [one] Every week
   *[other] Every { $count } weeks
}
series-week = Week of the month
series-week-hint = For a monthly series.
series-week-1 = first
series-week-2 = second
series-week-3 = third
series-week-4 = fourth
series-week-5 = fifth
series-week-last = last
series-rule = Rule
series-rule-hint = For those who know RRULE (RFC 5545): FREQ=MONTHLY;BYMONTHDAY=15
series-weekly-said = Every { $day }
series-weeks-said = { $day }, every { $every } weeks
series-monthly-said = The { $nth } { $day } of the month
series-problem-rule = This rule cannot be read: { $why }.
series-problem-empty = Choose a day and a rule that give at least one date in the next six months.
series-refused-stopped = This series has been stopped. Begin another one.
series-dates = Coming dates
series-withdraw = Withdraw this date
series-is-stopped = stopped
series-stop = Stop the series
series-stop-body = Coming dates without answers disappear; the others are cancelled and people are told.
series-stop-go = Stop the series
flash-series-saved = The series is saved; its dates are in the calendar.
flash-series-stopped = The series is stopped.

weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
