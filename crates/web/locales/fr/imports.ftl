# Faire entrer un fichier de cartes dans le carnet.

imports-title = Importer des cartes
imports-lead = Un fichier de votre téléphone, de Google, d’Outlook, de LinkedIn, ou n’importe quel tableau : chaque carte rejoint votre carnet.
imports-file = Fichier
imports-file-hint = vCard (.vcf), CSV, jCard ou JSContact; au plus 32 Mo et 20 000 cartes.
imports-paste = Ou collez le texte
imports-paste-hint = Le contenu d’un code QR, d’un fichier vCard ou d’un tableau.
imports-check = Voir ce que ça donnerait
imports-nothing-kept = Rien n’est gardé avant que vous le demandiez; ensuite, tout peut être défait d’un coup.
imports-waiting = Aperçus à reprendre
imports-waiting-lead = Rien de ces fichiers n’est dans votre carnet. Chacun est effacé deux jours après avoir été envoyé.
imports-waiting-go = Reprendre l’aperçu
imports-before = Fichiers déjà importés
imports-pasted = Texte collé
imports-preview = Avant d’importer
imports-done = Cartes importées
imports-keep = Garder ces cartes
imports-drop = Laisser tomber
imports-rows = Les cartes du fichier
imports-does = Métier
imports-new = Nouveaux contacts
imports-joins = S’ajoutent à un contact
imports-known = Déjà là
imports-bad = Refusées
imports-row-new = Nouveau contact
imports-row-joins = Une carte de plus
imports-row-known = Déjà là
imports-row-bad = Refusée
imports-beyond = { $count ->
    [one] … et { $count } autre carte
   *[other] … et { $count } autres cartes
}
imports-troubles = { $count ->
    [one] { $count } ligne n’a pas été comprise : elle est gardée telle quelle avec la carte.
   *[other] { $count } lignes n’ont pas été comprises : elles sont gardées telles quelles avec les cartes.
}
imports-unread = Ligne { $line } : { $text }
imports-unended = la carte qui commence ici n’est pas terminée
imports-unread-beyond = { $count ->
    [one] … et { $count } autre ligne
   *[other] … et { $count } autres lignes
}
imports-joins-phone = { $name } : même nom, même téléphone
imports-joins-email = { $name } : même nom, même courriel
imports-joins-here-phone = { $name }, dans ce même fichier : même nom, même téléphone
imports-joins-here-email = { $name }, dans ce même fichier : même nom, même courriel
imports-alike = { $count ->
    [one] { $count } carte est peut-être à quelqu’un que vous avez déjà
   *[other] { $count } cartes sont peut-être à quelqu’un que vous avez déjà
}
imports-alike-lead = Gardez-les sans crainte : chaque paire vous sera proposée ensuite sous « En double? », où vous décidez.
imports-alike-here = { $name }, dans ce même fichier
imports-columns = Ce que chaque colonne contient
imports-columns-lead = Corrigez ce qui n’est pas reconnu; ce que vous ne nommez pas est gardé tel quel avec la carte.
imports-columns-nobody = Aucune colonne ne dit le nom. Choisissez ci-dessous celle qui le contient; sinon, les contacts porteront le nom de leur entreprise, leur courriel ou leur téléphone.
imports-column-unnamed = Colonne { $count }, sans titre
imports-columns-go = Revoir l’aperçu
imports-kept-on = Importé le { $date }.
imports-is-undone = Cette importation est défaite.
imports-see = Voir mon carnet
imports-refused = Ce qui a été refusé
imports-undo = Défaire cette importation
imports-undo-lead = Les cartes de ce fichier partent, et les contacts qui n’ont rien d’autre. Ceux à qui vous avez ajouté une note, une promesse ou une autre carte restent. Si vous avez joint depuis un contact de ce fichier à un autre, l’autre reste, avec tout ce que vous y avez noté : c’est d’une seule personne que vous l’avez noté.
imports-undo-go = Défaire
imports-why-not-a-card = ce n’est pas une carte
imports-why-too-large = c’est trop long pour une carte
imports-why-too-many = le fichier contient plus de 20 000 cartes; le reste n’est pas lu
imports-why-blank = la carte ne nomme personne
imports-why-unreadable = la suite est illisible
imports-empty = Choisissez un fichier, ou collez un texte.
imports-markup = Ce fichier est du XML ou une page web, pas des cartes. Exportez vos contacts en vCard ou en CSV.
imports-unknown = Ce fichier n’est ni des cartes ni un tableau. Exportez vos contacts en vCard ou en CSV.
imports-too-large = Le fichier dépasse { $limit } Mo. Exportez vos contacts en plusieurs fichiers, ou sans leurs photos.
imports-limit = Votre carnet se souvient de { $limit } fichiers, pas davantage.
imports-changed = Votre carnet a changé entre-temps. Regardez l’aperçu de nouveau, puis gardez les cartes.
imports-contact-limit = Votre carnet tient { $limit } contacts; il en a { $has } et ce fichier en ajouterait { $more }. Gardez-en moins, ou oubliez d’abord quelques contacts.
flash-imports-kept = Les cartes sont dans votre carnet.
flash-imports-undone = L’importation est défaite.
flash-imports-dropped = Le fichier est laissé de côté; rien n’a été gardé.

column-extra = Autre chose (garder tel quel)
column-skip = Ne pas lire
column-name = Nom complet
column-given = Prénom
column-family = Nom de famille
column-organisation = Entreprise
column-title = Titre
column-role = Métier
column-email = Courriel
column-phone = Téléphone
column-cell = Cellulaire
column-fax = Télécopieur
column-website = Site web
column-street = Rue
column-city = Ville
column-region = Province
column-postcode = Code postal
column-country = Pays
column-note = Note
column-category = Catégorie
column-additional = Deuxième prénom
column-prefix = Avant le nom (Mme, Dr)
column-suffix = Après le nom (ing., CPA)
column-nickname = Surnom
column-unit = Service
column-home-phone = Téléphone (domicile)
column-work-phone = Téléphone (bureau)
column-extended = Appartement ou bureau
column-box = Case postale
column-birthday = Anniversaire
column-label = Sorte de la valeur qui suit
column-home = { $what } (domicile)
column-other = { $what } (autre adresse)
