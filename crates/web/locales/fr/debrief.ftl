debrief-title = Bilan
debrief-kicker = Bilan · { $name }
debrief-me = Moi
debrief-numbers = En chiffres
debrief-too-early = Le bilan s’ouvre quand l’événement commence.
debrief-not-there = Seules les personnes présentes disent ce qu’elles ont pensé du lieu.
debrief-was-away = Rien au registre : vous n’êtes pas entré ce soir-là.
debrief-lead-cards = { $cards ->
    [0] Aucune carte reçue.
    [one] Une carte reçue.
   *[other] { $people ->
        [one] { $cards } cartes d’une seule personne.
       *[other] { $cards } cartes de { $people } personnes.
    }
}
debrief-lead-met = { $new ->
    [0] Personne de nouveau,
    [one] Une personne rencontrée pour la première fois,
   *[other] { $new } personnes rencontrées pour la première fois,
} { $known ->
    [0] personne de connu.
    [one] une déjà connue.
   *[other] { $known } déjà connues.
}
debrief-lead-met-all = { $met ->
    [0] Personne de rencontré.
    [one] Une personne rencontrée.
   *[other] { $met } personnes rencontrées.
}
debrief-lead-minutes = { $minutes ->
    [one] Une minute sur place.
   *[other] { $minutes } minutes sur place.
}
debrief-cards = Cartes reçues
debrief-behind = Personnes derrière les cartes
debrief-new = Rencontrées pour la première fois
debrief-known = Déjà connues
debrief-met = Personnes rencontrées
debrief-tokens = Autres gages
debrief-follow-ups = Promesses
debrief-guests = Invitations promises
debrief-strengthened = Liens resserrés
debrief-lessons = Leçon
debrief-minutes = Minutes sur place
debrief-absences-none = Absences
debrief-absences = { $count ->
    [one] Absence, d’une minute
   *[other] Absence, { $count } minutes en tout
}
debrief-room = La salle, de minute en minute
debrief-room-fullest = { $heads ->
    [one] Une personne au plus, à { $time }.
   *[other] { $heads } personnes au plus, à { $time }.
}
debrief-room-mine = Vous : de { $from } à { $to }.
debrief-circle = Qui a parlé avec qui
debrief-circle-text = { $people } personnes, { $talks } conversations entre elles; { $mine ->
    [0] aucune avec vous.
    [one] une personne vous a parlé.
   *[other] vous avez parlé avec { $mine } d’entre elles, dans l’ordre, en partant du haut.
}
debrief-circle-named = Nommées, parce qu’elles le veulent bien : { $names }.
debrief-elsewhere = Ce qui est privé (promesses, leçon, liens) n’est pas montré ici : cela s’ouvre dans le navigateur où vous l’avez écrit, ou en vous connectant.
debrief-open-here = Ouvrir ma part privée dans ce navigateur
debrief-people = Les gens
debrief-people-none = Aucune rencontre notée ce soir-là.
debrief-talked = { $count ->
    [0] un instant
    [one] une minute
   *[other] { $count } minutes
}
debrief-card = sa carte
debrief-card-of = carte : { $card }
debrief-is-new = Première rencontre
debrief-is-known = Déjà connu
debrief-is-closer = Lien resserré
debrief-promises = Promesses
debrief-promises-none = Aucune promesse notée ce soir-là.
debrief-promise-guest = Inviter { $name } à notre prochaine rencontre.
debrief-promise-guest-at = Inviter { $name } : { $event }, { $day }.
debrief-promise-link-exchange = Échanger des liens avec { $name } : { $mine } ↔ { $theirs }
debrief-promise-one-to-one = Un tête-à-tête avec { $name }.
debrief-promise-visit = Une visite chez { $name }. { $place }
debrief-promise-referral = Une recommandation pour { $name }.
debrief-promise-free = { $name } : { $words }
debrief-usual = Et d’habitude?
debrief-usual-of = { $count ->
    [one] À côté de votre seule soirée d’avant
   *[other] À côté de vos { $count } dernières soirées (la médiane)
}
debrief-usual-what = Mesure
debrief-usual-tonight = Cette fois
debrief-usual-usually = D’habitude
debrief-usual-none = Pas encore d’habitude : c’est votre première soirée ici.
debrief-lesson = Ma leçon
debrief-lesson-write = Écrire une ligne
debrief-lesson-change = Changer cette ligne
debrief-lesson-label = Ce que j’en retiens
debrief-lesson-hint = Une ligne, pour vous seul. Laissez vide pour l’effacer.
debrief-keep = Garder
debrief-recall = Se souvenait-on de moi?
debrief-recall-lead = Pour vous seul : personne d’autre ne lira ceci, ni les hôtes ni l’organisation.
debrief-recall-both = { $name } savait votre nom et votre métier.
debrief-recall-name = { $name } savait votre nom, pas votre métier.
debrief-recall-trade = { $name } savait votre métier, pas votre nom.
debrief-recall-none = { $name } ne savait ni votre nom ni votre métier.
debrief-recall-add = Noter une réponse
debrief-recall-who = À qui l’avez-vous demandé?
debrief-recall-knew = Cette personne savait
debrief-recall-forget = Effacer
debrief-knew-none = ni mon nom ni mon métier
debrief-knew-name = mon nom
debrief-knew-trade = mon métier
debrief-knew-both = mon nom et mon métier
debrief-rating = Le lieu
debrief-rating-stars = Votre avis
debrief-rating-hint = L’organisation ne voit que l’ensemble des avis, jamais de qui ils viennent.
debrief-rating-words = Un mot
debrief-rating-send = Donner mon avis
debrief-stars = { $count ->
    [one] { $count } étoile
   *[other] { $count } étoiles
}
debrief-share = Montrer ce bilan
debrief-share-lead = Un lien montre les chiffres et les images, sans aucun nom que le vôtre, ni notes ni promesses. Vous le retirez quand vous voulez.
debrief-share-lesson = Montrer aussi ma leçon
debrief-share-make = Faire un lien
debrief-share-change = Changer ce qui est montré
debrief-share-end = Retirer le lien
debrief-share-gone = Ce bilan n’est plus montré.
debrief-shown-note = { $name } vous montre ces chiffres. Les notes et les promesses restent dans son carnet.
debrief-print = Pour le garder sur papier, imprimez cette page : les formulaires n’y seront pas.
flash-debrief-kept = C’est noté, pour vous seul.
flash-debrief-rated = Merci : c’est compté avec les autres.
flash-debrief-opened = Votre part privée s’ouvre maintenant dans ce navigateur.
flash-debrief-shared = Le lien est prêt.
flash-debrief-unshared = Le lien ne montre plus rien.
debrief-our-title = Bilan de la soirée
debrief-our-kicker = Bilan · { $group }
debrief-our-lead = { $heads ->
    [0] Personne n’est encore entré.
    [one] Une personne est venue.
   *[other] { $heads } personnes sont venues.
} { $talks ->
    [0] Aucune conversation n’est notée.
    [one] Une conversation est notée.
   *[other] { $talks } conversations sont notées.
}
debrief-our-back = L’événement
debrief-our-heads = Personnes venues
debrief-our-newcomers = Venues pour la première fois
debrief-our-encounters = Conversations
debrief-our-proposed = Présentations proposées
debrief-our-made = Présentations faites
debrief-our-links = Nouveaux liens entre groupes
debrief-our-alone = Restées seules
debrief-our-no-shows = Absents
debrief-our-arrivals = Les arrivées, par quart d’heure
debrief-our-nobody = Personne n’est encore arrivé.
debrief-our-circle = { $people } personnes, { $talks } paires qui se sont parlé. Personne n’est nommé.
debrief-our-guests = d’aucun groupe
debrief-our-newcomers-none = Personne ne venait pour la première fois.
debrief-our-name = Nom
debrief-our-arrived = Arrivée
debrief-our-first = Première conversation après
debrief-our-minutes-alone = Temps sans conversation
debrief-our-minutes = { $count ->
    [one] une minute
   *[other] { $count } minutes
}
debrief-our-never = jamais
debrief-our-alone-none = Personne : chacun a parlé avec quelqu’un.
debrief-our-links-none = Aucun encore.
debrief-our-candidates = Invités qui pourraient devenir membres
debrief-our-candidates-none = Aucun invité sans groupe n’est venu par un membre.
debrief-our-candidate = { $name }, par { $by }
debrief-our-no-shows-none = Tous ceux qui avaient une place sont venus.
debrief-our-stars = { $count ->
    [one] { $stars } étoiles sur 5, d’un seul avis
   *[other] { $stars } étoiles sur 5, de { $count } avis
}
debrief-our-ratings-none = Personne n’a encore donné son avis.
debrief-link-mine = Mon bilan
debrief-link-ours = Bilan
presence-title = Qui vient vraiment
presence-lead = Compté à la porte, aux dernières rencontres. Les organisateurs y sont comme les autres.
presence-of = { $of ->
    [one] { $came } de la dernière rencontre
   *[other] { $came } des { $of } dernières rencontres
}
