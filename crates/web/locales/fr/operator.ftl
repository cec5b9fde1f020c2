organise-title = Organiser le groupe
organise-members = membres
organise-guests = invités
organise-applicants = candidatures
organise-applicants-title = Demandent à devenir membres
organise-applicants-none = Aucune candidature n’attend.
operator-people = personnes
operator-accounts = comptes
operator-events = événements
operator-schema = version du schéma
operator-mail = Courrier
operator-mail-waiting = en attente
operator-mail-failing = en échec
operator-mail-given-up = abandonnés en 30 jours
operator-mail-well = Aucun courriel n’est en difficulté.
operator-operators = Qui exploite l’installation
operator-appoint = Donner l’exploitation
operator-appoint-hint = Cette personne aura tous les droits, une fois connectée avec cette adresse.
mail-failing = En échec
mail-given-up = Abandonné
mail-attempts = { $count ->
    [one] un essai
   *[other] { $count } essais
}
mail-retry = Réessayer
flash-operator-appointed = C’est fait : cette adresse exploite l’installation.
flash-mail-retried = Le courriel repart.
