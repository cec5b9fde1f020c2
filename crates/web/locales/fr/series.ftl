series-title = Séries
series-new = Nouvelle série
series-none = Aucune série encore.
series-none-body = Un dîner tous les jeudis? Dites-le une fois; chaque date devient un événement.
series-edit-title = Modifier la série
series-hint = Chaque date devient un événement publié, six mois d’avance.
series-edit-hint = Les dates à venir suivent, sauf celles que vous avez modifiées une à une.
series-instead = Plutôt une série
series-frequency = Fréquence
series-weekly = Chaque semaine
series-monthly = Chaque mois
series-by-rule = Selon une règle
series-weekday = Jour
series-every = Semaines
series-every-hint = Pour une série hebdomadaire.
series-every-weeks = { $count ->
    [one] Toutes les semaines
   *[other] Toutes les { $count } semaines
}
series-week = Semaine du mois
series-week-hint = Pour une série mensuelle.
series-week-1 = premier
series-week-2 = deuxième
series-week-3 = troisième
series-week-4 = quatrième
series-week-5 = cinquième
series-week-last = dernier
series-rule = Règle
series-rule-hint = Pour qui connaît RRULE (RFC 5545) : FREQ=MONTHLY;BYMONTHDAY=15
series-weekly-said = Tous les { $day }s
series-weeks-said = Le { $day }, toutes les { $every } semaines
series-monthly-said = Le { $nth } { $day } du mois
series-problem-rule = Cette règle ne peut pas être lue : { $why }.
series-problem-empty = Choisissez un jour et une règle qui donnent au moins une date dans les six prochains mois.
series-refused-stopped = Cette série est arrêtée. Commencez-en une autre.
series-dates = Dates à venir
series-withdraw = Retirer cette date
series-is-stopped = arrêtée
series-stop = Arrêter la série
series-stop-body = Les dates à venir sans réponse disparaissent; les autres sont annulées et les gens sont prévenus.
series-stop-go = Arrêter la série
flash-series-saved = La série est enregistrée; ses dates sont au calendrier.
flash-series-stopped = La série est arrêtée.

weekday-1 = lundi
weekday-2 = mardi
weekday-3 = mercredi
weekday-4 = jeudi
weekday-5 = vendredi
weekday-6 = samedi
weekday-7 = dimanche
