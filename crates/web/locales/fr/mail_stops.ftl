stop-title = Ne plus recevoir de courriels
stop-lead = { $group } n’écrira plus à { $email } : ni invitations, ni rappels, pas même l’annulation d’une soirée. Vos réponses ne changent pas, et votre lien personnel dit toujours où en est la soirée.
stop-go = Ne plus rien recevoir de ce groupe
stop-done = C’est fait.
stop-done-lead = { $group } n’écrira plus à { $email }. Les autres groupes ne sont pas touchés.
stop-resume = Recevoir de nouveau les courriels
stop-resumed = { $group } peut de nouveau écrire à { $email }.
