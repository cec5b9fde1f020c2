answer-closed-draft = Cette soirée n’est pas encore ouverte aux réponses.
answer-closed-cancelled = Cette soirée est annulée : on n’y répond plus.
answer-closed-over = Cette soirée est passée : on n’y répond plus.
answer-no-room = { $left ->
    [0] Il ne reste aucune place libre pour d’autres personnes avec vous. Votre réponse est restée comme avant.
    [one] Il ne reste qu’une place libre. Votre réponse est restée comme avant.
   *[other] Il ne reste que { $left } places libres. Votre réponse est restée comme avant.
}

mail-when = Quand
mail-when-value = { $date }, de { $from } à { $to }
mail-where = Où
mail-who = Chez
mail-company = Avec vous
mail-answer-button = Voir l’invitation et répondre
mail-change-button = Voir ma soirée ou changer ma réponse
mail-event-button = Voir la soirée
mail-calendar-button = Ajouter à mon calendrier
mail-link-note = Ce lien est le vôtre : il suffit pour toute la soirée, sans compte. Gardez ce courriel.

mail-invited-subject = { $inviter } vous invite : { $title }
mail-invited-lead = { $inviter } vous invite à « { $title } ».
mail-invited-referral = { $inviter } vous recommande à { $group } : c’est le seul message qui vous vienne sans votre accord, et le lien au bas de celui-ci arrête tout.
mail-invited-word = « { $word } »
mail-going-subject = Votre place est réservée : { $title }
mail-going-lead = C’est noté : vous avez une place. Au plaisir de vous accueillir.
mail-waiting-subject = Vous êtes sur la liste d’attente : { $title }
mail-waiting-lead = C’est complet pour l’instant. Vous êtes sur la liste d’attente; nous vous écrirons dès qu’une place se libère.
mail-maybe-subject = Peut-être, c’est noté : { $title }
mail-maybe-lead = Vous viendrez peut-être. Aucune place n’est gardée; répondez « oui » dès que vous le savez.
mail-no-subject = Ce sera pour une autre fois : { $title }
mail-no-lead = Vous ne viendrez pas, c’est noté. Merci de l’avoir dit. Si cela change, votre lien reste ouvert.
mail-promoted-subject = Une place s’est libérée pour vous : { $title }
mail-promoted-lead = Une place s’est libérée : elle est à vous. Si vous ne pouvez plus venir, dites-le pour que quelqu’un d’autre en profite.
mail-link-subject = Votre lien personnel : { $title }
mail-link-lead = Voici votre lien personnel, demandé depuis la page de la soirée. Si ce n’était pas vous, ne faites rien : sans ce lien, personne ne change votre réponse.
mail-two-days-subject = Bientôt : { $title }
mail-two-days-going = C’est dans deux jours, et votre place vous attend. Un empêchement? Dites-le, quelqu’un en profitera.
mail-two-days-maybe = C’est dans deux jours. Vous aviez dit peut-être : savez-vous maintenant?
mail-two-days-unanswered = C’est dans deux jours, et nous n’avons pas encore votre réponse. Un « non » nous aide aussi.
mail-three-hours-subject = Tout à l’heure : { $title }
mail-three-hours-lead = C’est aujourd’hui. À tout à l’heure!

answer-title = Votre réponse
answer-change = Changer ma réponse
answer-response = Serez-vous des nôtres?
answer-yes = Oui, j’y serai
answer-maybe = Peut-être
answer-no = Non
answer-company = Combien de personnes vous accompagnent?
answer-company-hint = Sans vous compter.
answer-company-names = Leurs noms
answer-first-time = Est-ce votre première fois chez nous?
answer-first-time-yes = Oui, c’est ma première fois
answer-first-time-hint = Quelqu’un vous accueillera et vous présentera.
answer-first-time-no = Non, je suis déjà venu
answer-needs = Repas, accès, ce que vous faites, ce que vous cherchez
answer-needs-hint = Facultatif. Seules les personnes qui tiennent la soirée le voient.
answer-diet = Ce que vous ne mangez pas
answer-access = Ce qu’il vous faut pour entrer et être à l’aise
answer-does = Ce que vous faites
answer-seeks = Ce que vous cherchez
answer-send = Envoyer ma réponse
answer-calendar = Ajouter à mon calendrier
answer-free = { $count ->
    [0] C’est complet : répondez « oui » pour entrer sur la liste d’attente.
    [one] Il reste une place.
   *[other] Il reste { $count } places.
}
answer-going = Vous avez une place.
answer-going-body = C’est noté. Un empêchement? Changez votre réponse ici, quelqu’un en profitera.
answer-waiting = Vous êtes sur la liste d’attente.
answer-waiting-body = Nous vous écrirons dès qu’une place se libère.
answer-waiting-turn = { $count ->
    [one] Vous êtes au premier rang. Nous vous écrirons dès qu’une place se libère.
   *[other] Vous êtes au rang { $count }. Nous vous écrirons dès qu’une place se libère.
}
answer-perhaps = Vous viendrez peut-être.
answer-perhaps-body = Aucune place n’est gardée. Répondez « oui » dès que vous le savez.
answer-declined = Ce sera pour une autre fois.
answer-declined-body = Merci de l’avoir dit. Si cela change, répondez ici.
answer-for = Réponse au nom { DE($name) }
answer-by-mail-title = Votre réponse est reçue
answer-by-mail-lead = Votre lien personnel est en route par courriel. C’est là que vous verrez votre place et que vous pourrez changer votre réponse.
answer-by-mail-nothing = Rien reçu dans quelques minutes? Regardez dans les indésirables, et vérifiez que vous n’avez pas arrêté les courriels de ce groupe.
flash-answer-kept = La réponse est notée.
