invitation-title = Inviter
invitation-by-mail = Par courriel
invitation-name = Son nom
invitation-email = Son adresse courriel
invitation-lang = Langue du courriel
invitation-lang-hint = Si nous connaissons déjà la sienne, c’est elle qui sert.
invitation-word = Un mot de vous
invitation-send = Envoyer l’invitation
invitation-link = Par un lien à transmettre
invitation-link-lead = Qui répond par ce lien donne son propre nom et reçoit son propre lien. Nous gardons en mémoire que cela vient de vous.
invitation-link-make = Faire un lien
invitation-link-copy = Copier le lien
invitation-link-copied = Lien copié
invitation-many = Plusieurs personnes à la fois
invitation-many-lead = Collez des adresses, ou le contenu d’un fichier CSV. Rien n’est envoyé avant que vous ayez vu la liste.
invitation-many-addresses = Adresses
invitation-many-check = Vérifier la liste
invitation-many-title = Vérifier avant d’envoyer
invitation-many-send = { $count ->
    [one] Envoyer une invitation
   *[other] Envoyer { $count } invitations
}
invitation-many-none = Aucune invitation à envoyer : corrigez la liste ci-dessous.
invitation-many-line = Ligne
invitation-many-fate = Ce qui se passera
invitation-fate-good = Sera invitée
invitation-fate-repeated = Déjà plus haut dans la liste
invitation-fate-bad = Ce n’est pas une adresse complète
invitation-fate-invited = Déjà invitée
invitation-fate-no-basis = A déjà reçu un message sans y répondre : donnez plutôt un lien
invitation-fate-stopped = Ne veut plus de courriels de ce groupe
invitation-many-empty = Collez au moins une adresse.
invitation-many-limit = Raccourcissez la liste : au plus { $limit } adresses à la fois.
invitation-many-table = Ce fichier ne se lit pas comme un CSV. Gardez une ligne de titres et une ligne par personne.
invitation-mine = Mes invitations
invitation-mine-none = Vous n’avez encore invité personne.
invitation-is-link = Lien à transmettre
invitation-passed = { $count ->
    [0] Personne n’a encore répondu par ce lien
    [one] Une personne a répondu par ce lien
   *[other] { $count } personnes ont répondu par ce lien
}
invitation-revoke = Retirer
invitation-renew = Nouveau lien
invitation-revoked = Retirée
invitation-silent = Sans réponse
invitation-going = Présence confirmée
invitation-waiting = En attente
invitation-maybe = Peut-être
invitation-no = Ne viendra pas
invitation-back = Retour à la soirée
invitation-sent-to = Adresse
invitation-already = Déjà invitée par { $inviter }.
invitation-already-self = Cette personne a déjà répondu d’elle-même.
invitation-self = C’est votre propre adresse.
invitation-stopped = Cette adresse ne veut plus de courriels de ce groupe. Donnez-lui plutôt un lien à transmettre.
invitation-limit = Vous avez fait { $limit } invitations à cette soirée, le plus possible. Parlez-en à l’organisateur.
invitation-chain = Cette invitation est déjà passée par trop de mains. Demandez-en une à l’organisateur.
flash-invitation-sent = L’invitation est en route.
flash-invitations-sent = Les invitations sont en route.
flash-invitation-revoked = L’invitation est retirée : son lien ne fonctionne plus.
flash-invitation-renewed = Un nouveau lien remplace l’ancien.
