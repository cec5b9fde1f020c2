# Ses propres données, et le droit d’écrire.

consent-title = Puis-je lui écrire?
consent-may = Vous pouvez lui écrire
consent-may-not = Pas encore
consent-express = A dit oui le { $date }.
consent-member = Membre comme vous depuis le { $date }.
consent-gave-card = Vous a donné sa carte le { $date }.
consent-inquiry = Vous a demandé quelque chose le { $date }.
consent-referral = Vous a été recommandé le { $date }.
consent-until = Cela vaut jusqu’au { $date }.
consent-no-address = Aucune adresse n’est connue pour cette personne : demandez-la-lui, ou donnez-lui un lien de la main à la main.
consent-nothing = Rien ne dit encore que cette personne accepte qu’on lui écrive. Si elle vous a donné sa carte, posé une question ou dit oui, notez-le dans sa fiche du carnet; sinon, donnez-lui un lien de la main à la main.
consent-ended-card = Sa carte date de plus de deux ans : depuis le { $date }, il faut son accord avant de lui écrire.
consent-ended-inquiry = Sa demande date de plus de six mois : depuis le { $date }, il faut son accord avant de lui écrire.
consent-ended-member = Son adhésion est finie depuis plus de deux ans : depuis le { $date }, il faut son accord avant de lui écrire.
consent-spent = Un premier message lui a déjà été envoyé le { $date } sur recommandation. Sans réponse de sa part, la loi n’en permet pas d’autre : donnez-lui plutôt un lien à transmettre.
consent-withdrawn = Cette personne a demandé le { $date } qu’on ne lui écrive plus.
consent-note = Noter ce qu’il en est
consent-what = Que s’est-il passé?
consent-note-express = A dit oui : jusqu’à ce que ce soit retiré
consent-note-gave-card = M’a donné sa carte : deux ans
consent-note-inquiry = M’a demandé quelque chose : six mois
consent-note-withdrawn = Ne veut plus que je lui écrive
consent-on = Quel jour?
consent-future = Ce jour n’est pas encore venu. Choisissez aujourd’hui ou un jour passé.
consent-source = D’où le tenez-vous?
consent-source-hint = En quelques mots : « au vin et fromages de mai », « par téléphone ».
consent-save = Noter
consent-change = Noter un accord ou un refus
flash-consent-noted = C’est noté.

data-title = Mes données
data-lead = Ce que cette installation garde de vous : prenez-en une copie, ou faites-la disparaître.
data-name = Nom
data-evenings = Soirées
data-copy-title = Une copie
data-copy-lead = Un fichier zip : vos cartes (vCard), vos événements (iCalendar), votre carnet (CSV) et chaque ligne qui est à vous (JSON). Votre carnet y est en entier : gardez ce fichier pour vous.
data-copy-go = Télécharger ma copie
data-readme =
    Votre copie de Cinq à sept.
    cards.vcf : vos cartes, une par activité.
    events.ics : vos événements.
    notebook.csv : votre carnet, avec ce que disent les cartes de chacun et vos notes.
    data/ : chaque table où des lignes sont à vous, une ligne JSON par ligne. Les empreintes secrètes n’y sont pas.
data-copy-code-lead = Nous envoyons d’abord un code à votre adresse : un lien personnel peut avoir été transmis.
data-copy-code-sent = Le code est parti à votre adresse. Une fois entré, votre copie se télécharge.
data-copy-code-hint = Il est dans le courriel « pour prendre une copie de vos données ».
data-copy-not = Pas de copie
data-begun-elsewhere = Votre carnet a été commencé dans un autre navigateur : rien n’en est montré ici. Un code envoyé à votre adresse suffit pour en prendre une copie ou pour tout effacer.
data-elsewhere = Votre carnet a été commencé dans un autre navigateur, et nous n’avons aucune adresse où vous envoyer un code : rouvrez cet autre navigateur pour prendre une copie ou tout effacer.
data-account = Vous avez un compte : connectez-vous pour prendre une copie ou tout effacer.
mail-copy-subject = { $code } est le code pour prendre une copie de vos données
mail-copy-lead = Vous avez demandé une copie de tout ce qui est à vous, carnet compris. Tapez ce code sur la page qui vous le demande :
mail-copy-button = Ouvrir la page de la copie
mail-copy-not-me = Il sert une fois, dure 15 minutes et ne connecte personne. Si vous n’avez rien demandé, ne donnez ce code à personne et ignorez ce message.
erasure-title = M’effacer
erasure-goes = Disparaissent pour de bon : votre nom, votre adresse, votre portrait, vos cartes, vos adhésions, votre carnet au complet, vos mots dans les réponses, votre compte et vos connexions.
erasure-stays = Restent, sans votre nom : qu’une personne est venue, a rencontré, a échangé une carte. Ce que d’autres ont écrit dans leur propre carnet leur appartient; votre nom n’y demeure que là où vous leur avez remis votre carte, ou qu’ils l’ont écrit eux-mêmes.
erasure-code-lead = Nous vous envoyons d’abord un code par courriel. Rien ne s’efface avant.
erasure-ask = M’envoyer le code
erasure-code-sent = Le code est parti à votre adresse. Une fois entré, tout s’efface, et rien ne revient.
mail-erasure-subject = { $code } est le code pour effacer vos données
mail-erasure-lead = Vous avez demandé à être effacé. Ce code efface tout ce qui est à vous, et rien ne revient. Tapez-le sur la page qui vous le demande :
mail-erasure-button = Ouvrir la page d’effacement
mail-erasure-not-me = Il sert une fois, dure 15 minutes et ne connecte personne. La page demande encore avant d’effacer. Si vous n’avez rien demandé, ne donnez ce code à personne et ignorez ce message : rien ne s’effacera.
erasure-code-hint = Il est dans le courriel « pour effacer vos données ».
erasure-sure = Oui, effacez tout. Je sais que rien ne revient.
erasure-unsure = Cochez la case pour confirmer.
erasure-go = Tout effacer
erasure-not = Ne rien effacer
erasure-organiser = Un groupe n’a que vous pour l’organiser. Nommez d’abord quelqu’un d’autre.
erasure-operator = Cette installation n’a que vous pour l’exploiter. Nommez d’abord quelqu’un d’autre.
erased-title = C’est fait
erased-lead = Ce qui était à vous n’est plus là. Merci d’être venu.
erased-home = Retour à l’accueil
privacy-own-title = Reprendre ou effacer
privacy-own = Membres : tout est sous « Mes données ». Invités : au bas de votre page de soirée, avec un code envoyé à votre adresse. La copie est immédiate, l’effacement aussi.
privacy-consent-title = Qui peut vous écrire
privacy-consent = Un groupe dont vous êtes membre, et deux ans après; qui a reçu votre carte, pendant deux ans; à qui vous avez demandé quelque chose, pendant six mois; qui a votre accord, jusqu’à ce que vous le retiriez. Sur recommandation, un seul premier message, qui nomme qui vous recommande. L’envoi est refusé dans tout autre cas.
privacy-time-title = Combien de temps
privacy-time = Les courriels envoyés : 90 jours. Vos besoins d’une soirée : 30 jours après. Un invité sans compte dont on n’a plus de nouvelles : deux ans. Le reste, aussi longtemps que vous êtes ici.
