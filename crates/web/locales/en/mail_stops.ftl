stop-title = Stop mail
stop-lead = { $group } will no longer write to { $email }: no invitations, no reminders, not even that an evening is called off. Your answers stay as they are, and your personal link always tells how the evening stands.
stop-go = Stop all mail from this group
stop-done = Done.
stop-done-lead = { $group } will no longer write to { $email }. Other groups are not affected.
stop-resume = Receive mail again
stop-resumed = { $group } may write to { $email } again.
