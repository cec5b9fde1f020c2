# Badges et liste à imprimer.
badges-title = Imprimer
badges-lead = Des badges sur des feuilles d’étiquettes, et la liste de la porte pour le jour où le réseau manque.
badges-badges = Badges
badges-sheet = Vos étiquettes
badges-sheet-letter-inserts = Lettre, 6 cartes de 4 × 3 po (Avery 5392, 74459)
badges-sheet-letter-adhesive = Lettre, 8 autocollants de 3 ⅜ × 2 ⅓ po (Avery 5395, 8395)
badges-sheet-a4-inserts = A4, 8 cartes de 86,5 × 55,5 mm (Avery L7418)
badges-sheet-a4-cards = A4, 10 cartes de visite de 90 × 54 mm
badges-from = Première étiquette libre
badges-from-hint = Pour une feuille entamée, comptez de gauche à droite, puis de haut en bas.
badges-perhaps = { $count ->
    [one] Aussi la personne qui viendra peut-être
   *[other] Aussi les { $count } personnes qui viendront peut-être
}
badges-outlines = Tracer les bords (pour un essai sur papier ordinaire)
badges-go = { $count ->
    [0] Imprimer les badges
    [one] Imprimer un badge
   *[other] Imprimer { $count } badges
}
badges-mark = Le petit losange, dans un coin, dit à l’hôte que c’est une première fois.
badges-list = Liste de la porte
badges-list-lead = Par ordre alphabétique, avec une case à cocher et le code de chaque personne.
badges-list-letter = Sur papier lettre
badges-list-a4 = Sur papier A4
badges-too-many = Un fichier tient { $limit } personnes au plus.
badges-column-name = Nom
badges-column-company = Avec
badges-column-activity = Activité
badges-column-by = Par
badges-nobody = Personne n’est attendu.
