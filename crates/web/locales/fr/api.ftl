# L'interface pour les programmes: pourquoi une requête n'a pas été faite.
api-unauthorized = Connectez-vous, ou envoyez le jeton d’un appareil de l’événement.
api-not-found = Il n’y a rien à cette adresse, ou ce n’est pas à vous.
api-forbidden = Cela n’est pas à vous de faire.
api-too-many = Trop de requêtes : réessayez dans une minute.
api-busy = Trop de travail attend : réessayez dans une seconde.
api-internal = Quelque chose s’est brisé ici; réessayez plus tard.
api-too-large = L’envoi dépasse un mégaoctet : divisez-le.
api-unreadable = L’envoi ne se lit pas : il faut un objet JSON dont « entries » est une liste.
api-entry-unreadable = Cette entrée ne se lit pas : { $why }.
