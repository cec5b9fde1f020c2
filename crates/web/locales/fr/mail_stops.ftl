stop-title = Ne plus recevoir de courriels
stop-lead = { $group } n’écrira plus à { $email } : ni invitations, ni rappels, ni nouvelles. Vos réponses aux soirées ne changent pas.
stop-go = Ne plus rien recevoir de ce groupe
stop-done = C’est fait.
stop-done-lead = { $group } n’écrira plus à { $email }. Les autres groupes ne sont pas touchés.
stop-resume = Recevoir de nouveau les courriels
stop-resumed = { $group } peut de nouveau écrire à { $email }.
