# La salle : le tableau des hôtes, le mur, les présentations.
room-title = La salle
room-more = Autour de la salle
room-open = Ouvrir la salle
room-projector = Projecteur
room-clock = Horloge
room-left = { $count ->
    [one] encore une minute
   *[other] encore { $count } minutes
}
room-begins-in = { $count ->
    [one] commence dans une minute
   *[other] commence dans { $count } minutes
}
room-over = c’est fini
room-result = Ce que la soirée a donné
room-result-came = sont venus
room-result-debrief = Le bilan du groupe
room-minutes = { $count ->
    [0] moins d’une minute
    [one] une minute
   *[other] { $count } minutes
}
room-ideas = À présenter maintenant
room-ideas-none = Personne à présenter pour l’instant : tous ceux qui sont libres se connaissent, ou parlent déjà.
room-taken-title = En cours
room-waiting = Sans compagnie
room-waiting-none = Personne n’est seul. Profitez-en.
room-waiting-more = { $count ->
    [one] Et une autre personne.
   *[other] Et { $count } autres.
}
room-asked = a demandé
room-met-nobody = n’a parlé à personne
room-unmet = Pas encore trouvé
room-unmet-seek = { $name } cherche « { $seek } » : { $other } est ici.
room-unmet-here = { $name } a demandé { $other }, qui est ici.
room-unmet-away = { $name } a demandé { $other }, qui n’est pas ici.
room-newcomers = Premières fois
room-promise = { $count ->
    [one] { $kept ->
        [0] La personne nouvelle a été seule plus de cinq minutes de suite.
       *[other] La personne nouvelle n’a jamais été seule plus de cinq minutes de suite.
    }
   *[other] { $kept ->
        [0] Aucune des { $count } personnes nouvelles n’a été accompagnée à temps : toutes ont été seules plus de cinq minutes de suite.
       *[other] { $kept } sur { $count } n’ont jamais été seules plus de cinq minutes de suite.
    }
}
room-longest = Seul d’affilée
room-met = Rencontres
room-arrivals = Les arrivées, minute par minute
room-arrivals-recent = { $count ->
    [0] Personne depuis dix minutes.
    [one] Une personne depuis dix minutes.
   *[other] { $count } personnes depuis dix minutes.
}
room-by = Par { $name }
room-by-host = Par vous
room-pair = ({ $a } et { $b })
room-ground-wish = { $by } a demandé à rencontrer { $to }.
room-ground-trade = { $seeker } cherche « { $seek } ». Justement, { $other } : { $has }.
room-ground-offer = { $seeker } cherche « { $seek } ». Justement, { $other } offre « { $has } ».
room-ground-word = Un mot sur leurs deux cartes : « { $word } ».
room-ground-none = { $a } attend de la compagnie, et { $b } est libre.
room-open-wish = « { $to }, voici { $by }, qui voulait justement vous rencontrer. »
room-open-seek = « { $a }, je vous présente { $b }, qui cherche { $seek }. »
room-open-word = « { $a }, { $b } : vous avez un mot en commun, { $word }. Je vous laisse en parler. »
room-open-plain = « { $a }, je vous présente { $b }. Dites-vous ce qui vous amène ce soir! »
room-first-seek = « On me dit que vous pourriez m’aider : je cherche { $seek }. »
room-first-have = « On me dit que vous cherchez { $seek }. Parlons-en! »
room-first-word = « Il y a un mot sur nos deux cartes : { $word }. Et vous, comment y êtes-vous venu? »
room-first-plain = « Bonsoir! Qu’est-ce qui vous amène ce soir? »
room-reply-made = C’est fait
room-reply-taken = Je m’en occupe
room-reply-later = Plus tard
room-reply-known = Se connaissent déjà
room-reply-wrong = Pas un bon choix
room-not-here = L’une de ces personnes n’est plus ici.
room-nobody = Choisissez une présentation de la liste.
flash-room-made = C’est noté : ils se parlent.
flash-room-taken = C’est dit sur leurs téléphones.
flash-room-later = On y reviendra dans un quart d’heure.
flash-room-declined = C’est noté : on ne le proposera plus ce soir.
wall-here = ici ce soir
wall-welcome = Bienvenue à
wall-talks = conversations
wall-made = présentations
wall-hint = Envie de rencontrer quelqu’un? Touchez « Présentez-moi ».
wall-until = Jusqu’à { $time }.
offered-introduced = Quelqu’un à rencontrer : { $name }
offered-introduced-unnamed = Un hôte vient vous présenter quelqu’un. Restez bien en vue.
offered-introducer = À vous de présenter : { $a } et { $b }
offered-introducer-someone = une personne qu’un hôte vous montrera
offered-by = { $name } vous présente : la même demande est sur son téléphone.
offered-by-host = Un hôte vous présente, ou allez-y : vous êtes attendu.
offered-say = Pour commencer
offered-made = On s’est parlé
offered-made-introducer = C’est fait
offered-later = Plus tard
offered-known = On se connaît déjà
offered-wrong = Sans façon
welcome-ask = Qui puis-je accueillir?
flash-welcome-nobody = Personne de nouveau n’attend en ce moment. Merci d’avoir demandé!
not-with = Ne me présentez pas cette personne
not-with-lead = Cela reste entre vous et la salle : personne n’en saura rien, et aucune raison n’est donnée.
not-with-is = La salle ne vous présentera pas. Personne d’autre ne le sait.
not-with-end = Vous pouvez nous présenter
debrief-our-longest = Seul d’affilée
trace-empty = La trace est vide.
rounds-title = Tables et paires
rounds-lead = À partir de la salle telle qu’elle est : des tables ou des paires où personne ne se retrouve deux fois. Qui préfère le calme n’y est pas.
rounds-here = { $count ->
    [0] personne à placer
    [one] une personne à placer
   *[other] { $count } personnes à placer
}
rounds-kind = Comment
rounds-kind-tables = À des tables
rounds-kind-pairs = Deux par deux
rounds-seats = Places par table
rounds-seats-hint = Les tables seront aussi égales que possible. Sans effet pour les paires.
rounds-count = Rondes
rounds-minutes = Minutes par ronde
rounds-hosts = Chaque hôte garde sa table
rounds-together = Ensemble à la même table
rounds-together-hint = Une table par ligne, avec les noms de gens qui sont ici : Inès Belkacem, Jo. Ils y restent à toutes les rondes.
rounds-together-nobody = Personne ici ne s’appelle « { $name } ».
rounds-together-several = Plusieurs personnes ici s’appellent « { $name } » : écrivez le nom au complet.
rounds-together-many = Une table n’a pas assez de places pour : { $line }.
rounds-together-pairs = Deux par deux, personne ne se retrouve deux fois : videz cette liste, ou choisissez des tables.
rounds-make = Faire le plan
rounds-round = Ronde { $round }
rounds-table = Table { $table }
rounds-card = Ronde { $round } : table { $table }
rounds-play = Commencer
rounds-played-badge = jouée
rounds-adapt = Refaire pour qui est ici
rounds-undo = Reprendre la dernière ronde
rounds-print = Imprimer les cartons
rounds-end = Ranger le plan
rounds-changed = { $late ->
    [0] Personne n’attend de place,
    [one] Une personne attend une place,
   *[other] { $late } personnes attendent une place,
} { $gone ->
    [0] et personne n’est parti.
    [one] et une est partie.
   *[other] et { $gone } sont parties.
}
rounds-played = Une ronde a été jouée : refaites la suite, ou rangez le plan d’abord.
rounds-too-many = Six cents personnes au plus se placent en une fois.
rounds-too-few = Il faut au moins quatre personnes dans la salle.
rounds-impossible = Aucun plan ne convient à ces tailles : essayez d’autres tables.
rounds-over = Toutes les rondes sont jouées.
rounds-none-played = Aucune ronde n’est jouée.
rounds-mine = Ronde { $round } de { $of }
rounds-mine-table = Votre table : { $table }
rounds-mine-out = Cette ronde se joue sans vous : profitez du bar.
wall-others = { $count ->
    [one] et une autre personne
   *[other] et { $count } autres
}
