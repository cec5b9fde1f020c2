site-name = Cinq à sept
skip = Aller au contenu
other-language = English
optional = (facultatif)
email = Adresse courriel
foot-line = Les gens se rencontrent. Il en reste quelque chose.

nav-main = Navigation principale
nav-home = Accueil
nav-groups = Groupes
nav-sign-in = Se connecter
nav-me = Mon accueil
nav-operator = Exploitation
nav-privacy = Vie privée

home-title = Entrez sans connaître personne. Repartez avec des noms.
home-kicker = Les soirées où les gens d’affaires se rencontrent
home-lead = Des dîners du midi et des 5 à 7 où l’on vous accueille par votre prénom, où personne ne reste seul, et où les promesses se tiennent le lendemain.
home-groups = Trouver un groupe

problems = { $count ->
    [one] Une chose à corriger
   *[other] { $count } choses à corriger
}
problem-missing = Remplissez ce champ.
problem-too-long = Raccourcissez : au plus { $limit } caractères.
problem-unprintable = Retirez les caractères invisibles, puis réessayez.
problem-email = Entrez une adresse complète, comme prenom@exemple.ca.
problem-choice = Choisissez une des réponses proposées.
problem-number = Entrez un nombre entier de { $least } à { $most }.
problem-date = Entrez une date, comme 2026-11-12.
problem-time = Entrez une heure, comme 17:30.

error-home = Retour à l’accueil
error-groups = Voir les groupes
error-not-found-title = Il n’y a personne ici.
error-not-found-body = Cette page n’existe pas, ou elle ne vous est pas ouverte. Le lien est peut-être incomplet, ou la soirée a été retirée.
error-no-page-title = Cette adresse ne fait que recevoir un formulaire.
error-no-page-body = Rien n’a été envoyé. La page d’où vient le formulaire est juste à côté; si vous veniez d’écrire, le bouton Retour de votre navigateur retrouve souvent vos mots.
error-on = Aller à la page
error-forbidden-title = Cette porte n’est pas la vôtre.
error-forbidden-body = Vous êtes bien connecté, mais ceci est réservé à d’autres. Si vous pensez y avoir droit, demandez à l’organisateur du groupe.
error-refused-title = Ce n’est pas possible ainsi.
error-refused-body = Revenez en arrière : ce que vous avez écrit y est encore.
error-too-many-title = Un instant, s’il vous plaît.
error-too-many-body = Trop de demandes sont venues d’ici en peu de temps. Réessayez dans quelques minutes.
error-busy-title = Il y a foule.
error-busy-body = Le serveur est très occupé. Rien n’a été perdu; réessayez dans une minute.
error-internal-title = Quelque chose s’est brisé de notre côté.
error-internal-body = Ce n’est pas votre faute. L’incident est noté; réessayez dans quelques minutes.

privacy-lead = Rien de ce qui vous concerne n’est public tant que vous ne l’avez pas dit.
privacy-kept-title = Ce qui est gardé
privacy-kept = Votre nom, votre adresse, votre langue, votre portrait, vos cartes, vos groupes, qui vous a invité, vos réponses aux événements et ce que vous choisissez d’écrire. Une réponse contient ce que l’hôte doit savoir pour vous accueillir : votre compagnie, vos besoins. Pour chaque connexion ouverte, le nom de votre navigateur et la date.
privacy-seen-title = Qui le voit
privacy-seen = Ceux qui organisent un groupe voient les gens du groupe et leurs réponses aux événements; ceux qui tiennent une soirée voient ses réponses. Les membres d’un groupe voient le nom, le portrait et les activités de ses autres membres dans le répertoire, sauf de ceux qui se sont cachés; votre page et vos cartes, seulement si vous le dites. Le public ne voit que ceux qui l’ont demandé. Votre adresse de connexion n’est sur aucune carte. Qui exploite cette installation peut tout lire.
privacy-mail-title = Le courrier
privacy-mail = Chaque message d’un groupe porte son nom, son adresse et un lien pour ne plus rien recevoir, qui agit aussitôt, sans se connecter.
privacy-cookies-title = Les témoins
privacy-cookies = Un pour votre connexion, un pour votre langue, un pour vous dire que c’est fait. Aucun autre, aucun tiers.

demo-label = Démonstration
demo-banner = Démonstration : nous sommes le { $now }, { $time }. Rien n’est envoyé.
demo-mails = Lire les courriels
demo-mails-lead = La démonstration n’écrit à personne : voici ce qu’elle aurait envoyé.
demo-mails-none = Aucun courriel encore.
demo-mail-to = À
demo-mail-text = En texte seul
mail-stop = Ne plus recevoir de courriels de ce groupe

group-calendar = S’abonner au calendrier
me-events = Mes prochains rendez-vous
me-events-groups = Dans mes groupes
me-events-elsewhere = Ailleurs, et ouvert à vous
nav-events = Événements
demo-refused-elsewhere = Cette base contient déjà des gens qui ne sont pas de la démonstration. Donnez un dossier ou une base vide.
