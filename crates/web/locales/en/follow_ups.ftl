# Follow-ups: what was promised.

follow-up-limit = Your notebook holds { $limit } promises, and it is full.
follow-up-problem-time = Enter a date and a time, for example 2026-11-20T12:00.
follow-up-no-group = None of your groups has a meeting coming up to take somebody to.
