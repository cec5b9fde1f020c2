events-title = Événements à venir
events-next = Prochainement
events-all = Tout le calendrier
events-none = Rien n’est annoncé pour l’instant.
events-none-body = Les groupes annoncent ici leurs soirées ouvertes. Trouvez le vôtre : ses membres voient aussi celles qui leur sont réservées.
events-pages = Pages
events-earlier = Plus tôt
events-later = Plus tard

event-kind = Genre
event-kind-lunch = Dîner du midi
event-kind-five-to-seven = 5 à 7
event-kind-wine-and-cheese = Vin et fromage
event-kind-other = Autre rencontre
event-audience-members = Les membres du groupe
event-audience-network = Les membres du réseau
event-audience-networks = Les membres de tous les réseaux
event-audience-public = Tout le monde
event-audience-members-means = Les membres du groupe, et les personnes invitées.
event-audience-network-means = Les membres de tous les groupes du réseau, et les personnes invitées.
event-audience-networks-means = Les membres des autres réseaux aussi, et les personnes invitées.
event-audience-public-means = Tout le monde : la page est publique.
event-status-draft = Brouillon
event-status-cancelled = Annulé
event-mine-yes = Vous y serez
event-mine-waiting = En attente
event-mine-maybe = Peut-être
event-mine-no = Vous n’y serez pas

event-when = Quand
event-where = Où
event-who = Qui peut venir
event-answer = Répondre
event-sign-in = Se connecter pour répondre
event-to-calendar = Ajouter au calendrier
event-about = Présentation
event-programme = Déroulement
event-seats = Places
event-seats-taken = Places prises
event-seats-left = { $count ->
    [0] Complet
    [one] { $count } place libre
   *[other] { $count } places libres
}
event-seats-full = Répondez quand même : vous serez sur la liste d’attente, et prévenu dès qu’une place se libère.
event-going = { $count ->
    [0] Personne n’a encore répondu.
    [one] { $count } personne y sera.
   *[other] { $count } personnes y seront.
}
event-waiting = { $count ->
    [one] { $count } personne attend une place.
   *[other] { $count } personnes attendent une place.
}
event-faces = On y verra { $names }.
event-faces-others = { $count ->
    [one] Et { $count } autre personne.
   *[other] Et { $count } autres personnes.
}
event-is-cancelled = Cette rencontre n’aura pas lieu.
event-organise = Organiser
event-publish = Publier
event-guests = Liste des invités
event-invitations = Inviter
event-edit = Modifier
event-cancel = Annuler la rencontre

event-new = Nouvel événement
event-edit-title = Modifier l’événement
event-edit-hint = Si l’heure ou le lieu change, les personnes qui y seront ou qui attendent une place sont prévenues par courriel.
event-title = Titre
event-about-hint = Ce qui s’y passe, et pour qui. Vous pouvez mettre du **gras** et des listes (Markdown).
event-venue-none = À préciser
event-date = Date
event-start = Début
event-end = Fin
event-end-hint = Plus tôt que le début : après minuit.
event-capacity = Capacité
event-capacity-hint = Combien de personnes la salle peut recevoir. Vide : pas de limite. La baisser ne retire sa place à personne.
event-languages = Langues parlées
language-fr = Français
language-en = Anglais
event-programme-hint = Une ligne par moment, l’heure d’abord : 17:00 Accueil
event-save = Enregistrer
event-save-draft = Garder en brouillon

event-problem-programme = Ligne { $line } : écrivez l’heure puis ce qui se passe, comme 17:30 Tour de table (au plus 40 lignes).
event-problem-languages = Choisissez au moins une langue.
event-problem-end = Entrez une fin qui vient après le début.
event-problem-past = Choisissez un moment à venir : celui-ci est passé.
event-refused-cancelled = Cet événement est annulé; les gens ont été prévenus. Planifiez-en un autre.
event-refused-over = Cet événement est déjà passé.
event-refused-answered = Des personnes ont répondu ou sont invitées : annulez plutôt cette date, pour qu’elles soient prévenues.

event-cancel-title = Annuler cette rencontre?
event-cancel-told = { $count ->
    [0] Personne n’a encore répondu : personne ne sera prévenu.
    [one] { $count } personne sera prévenue par courriel.
   *[other] { $count } personnes seront prévenues par courriel.
}
event-cancel-reason = La raison
event-cancel-reason-hint = Elle sera écrite dans le courriel et sur la page.
event-cancel-go = Annuler et prévenir tout le monde
event-cancel-not = Ne pas annuler

flash-event-saved = C’est enregistré.
flash-event-published = C’est publié.
flash-event-cancelled = C’est annulé, et tout le monde est prévenu.
flash-event-withdrawn = Cette date est retirée : elle est redevenue un brouillon.

mail-moved-subject = Changement : { $title }
mail-moved-lead = L’heure ou le lieu de « { $title } » a changé. Voici ce qu’il en est maintenant.
mail-moved-answer = Si cela ne vous convient plus, changez votre réponse : quelqu’un attend peut-être une place.
mail-moved-see = Voir, ou changer ma réponse
mail-cancelled-subject = Annulé : { $title }
mail-cancelled-lead = « { $title } » n’aura pas lieu.
mail-cancelled-see = Voir la page

calendar-waiting = (en attente)
calendar-mine = Mon calendrier
calendar-mine-body = Abonnez votre calendrier à cette adresse privée : vos événements s’y tiennent à jour. Ne la donnez à personne.
calendar-address = Adresse privée de mon calendrier
calendar-renew = Changer d’adresse
calendar-renew-body = L’adresse actuelle cessera de fonctionner.
flash-calendar-renewed = Votre calendrier a une nouvelle adresse; l’ancienne ne fonctionne plus.
event-invite = Inviter quelqu’un
