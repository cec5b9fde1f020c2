# Une seule recherche : des gens, des groupes, des soirées, et son carnet.
search-title = Chercher
search-label = Chercher quelqu’un, un groupe, une soirée, une note
search-short = Chercher
search-example = chocolat novembre
search-go = Chercher
search-people = Personnes
search-all = Tout voir
search-start = Qui cherchez-vous?
search-start-lead = Un bout de nom, un métier, un mot de vos notes, un lieu ou un mois : « courtière vin et fromage », « chocolat novembre ». Les accents et les petites fautes ne comptent pas.
search-none = Rien ne répond à ces mots
search-none-lead = Essayez un mot de moins, ou le nom comme il s’entend. On ne trouve ici que ce qui vous est ouvert.
search-count = { $count ->
    [0] Rien ne répond à ces mots
    [one] { $count } proposition
   *[other] { $count } propositions
}
search-in-notebook = { $count ->
    [one] Voir le contact dans mon carnet
   *[other] Voir les { $count } contacts dans mon carnet
}
