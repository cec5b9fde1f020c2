# Le carnet : les contacts.

contact-limit = Votre carnet tient { $limit } contacts, et il est plein. Oubliez-en quelques-uns d’abord.
note-limit = Un contact tient { $limit } notes. Oubliez-en quelques-unes d’abord.
contact-tags-many = Gardez au plus { $limit } étiquettes.
contact-tag-long = Chaque étiquette compte au plus { $limit } caractères.
contact-merge-real = Seule une personne à moitié retenue peut en rejoindre une autre.

notebook-title = Mon carnet
notebook-private = Ce que vous écrivez ici n’est lu que par vous : ni vos hôtes, ni vos groupes, ni l’exploitant ne le voient.
notebook-promises = { $count ->
    [0] Mes promesses
    [one] Mes promesses ({ $count } à tenir)
   *[other] Mes promesses ({ $count } à tenir)
}
notebook-empty = Votre carnet est vide
notebook-empty-lead = À votre prochaine soirée, chaque rencontre que vous signalez y entre d’elle-même, avec l’endroit et la date.
notebook-search = Chercher
notebook-search-example = notaire mai
notebook-search-go = Chercher
notebook-sort = Trier par
notebook-sort-recent = Dernière rencontre
notebook-sort-close = Force du lien
notebook-sort-name = Nom
notebook-tags = Étiquettes
notebook-count = { $count ->
    [0] Aucun contact
    [one] { $count } contact
   *[other] { $count } contacts
}
notebook-all = Voir tout le carnet
notebook-none = Personne n’est trouvé
notebook-none-lead = Tous les mots doivent se trouver : dans le nom, le métier, vos notes, vos étiquettes, la soirée, le lieu ou le mois.
notebook-met = { $title }, { $date }
notebook-through = par l’entremise { DE($name) }
notebook-talked = { $count ->
    [one] { $count } minute de conversation
   *[other] { $count } minutes de conversation
}
contact-half = à moitié retenu
contact-page = Voir sa page
contact-edit = Modifier
contact-who = Qui était-ce?
contact-who-lead = Quand vous le saurez, ce que vous avez noté ira rejoindre le bon contact.
contact-who-go = Je sais qui c’était
contact-merge-lead = Choisissez le contact. Vos notes, vos promesses et vos étiquettes le rejoignent.
contact-merge-go = C’est cette personne
contact-notes = Mes notes
contact-note-new = Une note
contact-note-save = Noter
contact-note-forget = Oublier
contact-promises = Promesses
contact-history = Notre histoire
contact-received = Reçu : { $what }
contact-cards = Cartes
contact-met = Rencontre
contact-last = Vus pour la dernière fois
contact-tie = Lien
contact-forget = Oublier ce contact
contact-forget-lead = Vos notes et vos promesses à son sujet disparaissent pour de bon.
contact-forget-go = Oublier pour de bon
contact-name = Nom
contact-name-hint = Comme vous l’appelez; vous seul le voyez.
contact-about = En un mot
contact-about-hint = Par exemple : plombier, foulard rouge.
contact-tags-hint = Séparées par des virgules.
contact-met-where = Où vous vous êtes rencontrés
contact-met-elsewhere = Ailleurs, ou je ne sais plus
contact-met-when = Quand
contact-met-when-hint = Laissez vide : la date de la soirée compte.
contact-save = Enregistrer
contact-back = Revenir
tie-none = pas encore de lien
tie-faint = lien léger
tie-growing = lien naissant
tie-good = bon lien
tie-strong = lien fort
tie-gained = { $count ->
   *[other] +{ $count }
}
one-to-one-title = Le tête-à-tête qui n’a jamais eu lieu
one-to-one-lead = On se croise, on se salue, et l’on ne se parle pas. Une heure suffit.
one-to-one-go = Promettre un tête-à-tête
one-to-one-talked = { $count ->
    [one] Vous avez parlé { $count } minute. Et si vous continuiez?
   *[other] Vous avez parlé { $count } minutes. Et si vous continuiez?
}
one-to-one-often = { $count ->
    [one] Vous étiez au même endroit { $count } fois, sans jamais vraiment parler.
   *[other] Vous étiez au même endroit { $count } fois, sans jamais vraiment parler.
}
one-to-one-fellows = Membres du même groupe depuis plus de trois mois, sans jamais vraiment parler.
flash-noted = C’est noté.
flash-note-forgotten = La note est oubliée.
flash-contact-saved = C’est enregistré.
flash-contact-forgotten = Le contact est oublié.
flash-contact-merged = C’est la même personne, désormais.
