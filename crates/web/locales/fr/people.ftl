person-edit = Modifier mon profil
person-no-card = { $name } n’a pas encore de carte.
person-cards = { $count ->
    [one] Sa carte
   *[other] Ses { $count } cartes
}

activity-add = Ajouter une carte
activity-edit = Modifier
activity-up = Monter
activity-new-title = Une nouvelle carte
activity-edit-title = Modifier la carte
activity-lead = Une carte par activité : ce que vous donneriez de la main à la main, avec ce que vous cherchez en plus.
activity-title = Ce que vous faites
activity-title-hint = En quelques mots, comme sur une carte : « Notaire », « Marketing de proximité ».
activity-organisation = Entreprise ou organisme
activity-profession = Profession
activity-profession-hint = Un ou deux mots. Dans un groupe où chaque profession a un siège, c’est le nom du siège.
activity-pitch = Dites-le à voix haute
activity-pitch-hint = Une ou deux phrases, comme au tour de table.
activity-offer = Ce que vous offrez
activity-offer-short = Offre
activity-seek = Ce que vous cherchez
activity-seek-short = Cherche
activity-seek-hint = C’est ce qui aide le plus à vous présenter à la bonne personne.
activity-reach = Comment vous joindre
activity-reach-lead = Ceci est écrit sur la carte. Laissez vide ce que vous ne donnez pas.
activity-phone = Téléphone
activity-email = Courriel sur la carte
activity-email-short = Courriel
activity-email-hint = Votre adresse de connexion n’est jamais montrée ; écrivez ici celle que vous donnez.
activity-website = Site web
activity-website-short = Web
activity-address = Adresse
activity-save = Enregistrer la carte
activity-leave = Ne rien changer
activity-remove = Retirer cette carte
activity-remove-lead = La carte disparaît pour tout le monde, tout de suite. Ce geste ne se défait pas.
activity-remove-go = Retirer la carte
activity-refused-limit = Vous avez déjà { $limit } cartes, c’est le plus qu’on puisse tenir. Retirez-en une pour en ajouter une autre.
activity-problem-phone = Entrez un numéro complet, comme 514 555-0142.
activity-problem-website = Entrez une adresse web complète, comme exemple.ca ou https://exemple.ca.
flash-activity-added = Votre carte est prête.
flash-activity-saved = Votre carte est à jour.
flash-activity-removed = La carte est retirée.

profile-now-private = En ce moment, seuls ceux qui organisent vos groupes et vos soirées peuvent ouvrir votre page.
profile-now-members = En ce moment, les membres de vos groupes peuvent ouvrir votre page. Le public, non.
profile-now-public = En ce moment, tout le monde peut ouvrir votre page.

portrait-problem-none = Choisissez d’abord une photo.
portrait-problem-large = Choisissez une photo plus légère : au plus { $limit } Mo.
portrait-problem-pixels = Choisissez une photo plus petite : au plus { $limit } millions de pixels.
portrait-problem-kind = Ce fichier n’est pas une photo que nous savons lire. Choisissez un JPEG, un PNG ou un WebP.
portrait-problem-damaged = Cette photo est abîmée ou incomplète. Choisissez-en une autre.

profile-title = Mon profil
profile-path = Fil d’Ariane
profile-given = Prénom
profile-family = Nom de famille
profile-lang = Langue de vos pages et de vos courriels
profile-visibility = Qui peut ouvrir votre page
profile-visibility-hint = Votre page montre votre nom, votre portrait et vos cartes. Rien d’autre.
profile-private = Personne, sauf les organisateurs
profile-private-means = Seuls ceux qui organisent vos groupes et vos soirées. Les autres membres ne vous trouvent pas dans le répertoire.
profile-members = Les membres de mes groupes
profile-members-means = Les membres des groupes dont vous êtes membre, et les organisateurs. Le public ne vous voit pas.
profile-public = Tout le monde
profile-public-means = Votre page s’ouvre sans se connecter, et votre nom peut paraître sur la page d’un groupe ou d’un événement.
profile-save = Enregistrer
profile-email-title = Adresse de connexion
profile-email-lead = Elle sert à vous connecter et à vous écrire. Elle n’est écrite sur aucune carte.
profile-preview = Ce que les autres voient
profile-preview-page = Ouvrir ma page
profile-preview-no-card = Vous n’avez pas encore de carte.
flash-profile-saved = C’est enregistré.

portrait-title = Portrait
portrait-lead = Une photo aide à vous reconnaître en arrivant. Elle se voit là où votre page se voit, et dans le répertoire de vos groupes.
portrait-choose = Choisir une photo
portrait-hint = JPEG, PNG ou WebP, au plus 8 Mo. Elle sera recadrée en carré ; le lieu, la date et l’appareil en seront retirés.
portrait-keep = Enregistrer la photo
portrait-remove = Retirer la photo
flash-portrait-kept = Votre portrait est en place.
flash-portrait-removed = Votre portrait est retiré.

me-page = Voir ma page
me-name-title = Comment vous appelez-vous ?
me-name-lead = Nous n’avons que le début de votre adresse. Un prénom suffit ; le nom de famille aide à vous retrouver.
me-name-save = C’est mon nom
me-groups = Mes groupes
me-groups-all = Tous les groupes
me-groups-none = Aucun groupe encore
me-groups-none-lead = Un groupe se réunit près de chez vous. Venez d’abord en invité.
me-standing-guest = Sur invitation
me-standing-applicant = Candidature envoyée
me-standing-member = Membre
me-standing-alumni = Ancien membre
me-organiser = Organisation
me-seat = Siège : { $seat }
me-cards = Mes cartes
me-cards-none = Pas encore de carte
me-cards-none-lead = Dites ce que vous faites et ce que vous cherchez : c’est ce qu’on lira avant de vous présenter à quelqu’un.
me-cards-first = Faire ma première carte
me-account = Mon compte

gallery-title = Galerie des pages
gallery-lead = Chaque page avec peu, beaucoup et de très longues choses. Rien ici n’est vrai.
