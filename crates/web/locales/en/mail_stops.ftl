stop-title = Stop mail
stop-lead = { $group } will no longer write to { $email }: no invitations, reminders or news. Your answers to events stay as they are.
stop-go = Stop all mail from this group
stop-done = Done.
stop-done-lead = { $group } will no longer write to { $email }. Other groups are not affected.
stop-resume = Receive mail again
stop-resumed = { $group } may write to { $email } again.
