groups-lead = Chaque réseau réunit des groupes locaux. Choisissez le vôtre, ou venez voir.
groups-none = Aucun groupe encore.
group-members-count = { $count ->
    [0] Aucun membre encore
    [one] Un membre
   *[other] { $count } membres
}
group-about = Présentation
group-about-hint = En Markdown : **gras**, *italique*, listes, liens.
group-organisers = Qui l’organise
group-organisers-hidden = Écrivez au groupe : les personnes qui l’organisent vous répondront.
group-seats = Un siège par profession
group-seats-lead = Chaque profession n’a qu’un siège. Voici ceux qui sont pris.
group-seats-none = Tous les sièges sont libres.
group-seated = Chaque profession n’a qu’un siège dans ce groupe
group-new-title = Fonder un groupe
group-new-go = Fonder le groupe
group-edit = Modifier
group-edit-title = Modifier le groupe
group-edit-go = Enregistrer
group-leave-form = Abandonner
group-network = Réseau
group-network-new = Un nouveau réseau
group-network-name = Nom du nouveau réseau
group-network-name-hint = Seulement pour un nouveau réseau.
group-name = Nom du groupe
group-name-unreadable = Choisissez un nom qui contient au moins deux lettres ou chiffres.
group-lang = Langue des textes du groupe
group-zone = Fuseau horaire
group-email = Adresse courriel du groupe
group-email-hint = Montrée sur sa page et dans ses courriels.
group-postal = Adresse postale
group-postal-hint = La loi la demande au bas des courriels.
flash-group-founded = Le groupe est fondé. Vous en êtes membre et l’organisez.
flash-group-changed = C’est enregistré.
first-run-title = Bienvenue chez vous
first-run-lead = Personne n’exploite encore cette installation. Faites votre compte et fondez le premier groupe : ensuite, cette page disparaît.
first-run-you = Vous
first-run-given = Prénom
first-run-family = Nom de famille
first-run-email-hint = Vous vous connecterez avec cette adresse.
first-run-lang = Langue
first-run-group-title = Le premier groupe
first-run-network = Nom du réseau
first-run-network-hint = Un réseau réunit des groupes locaux.
first-run-group = Nom du groupe
first-run-group-hint = Par exemple, une ville ou un quartier.
first-run-go = Commencer
