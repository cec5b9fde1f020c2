# Le journal d'une soirée: pourquoi une entrée n'y entre pas.
log-too-many = Un envoi compte au plus { $limit } entrées: divisez-le.
log-draft = L’événement n’est pas publié: son journal n’est pas ouvert.
log-unknown-person = L’événement ne connaît pas cette personne: admettez-la d’abord, avec son prénom.
log-made-here = Les invitations et les réponses se donnent par leurs pages, pas par le journal.
log-not-yours = Vous ne pouvez dire que ce qui vous concerne.
log-one-person = Il faut deux personnes différentes.
log-walk-in-name = Donnez au moins un prénom, d’une ligne.
log-token = Dites ce qui a été donné en { $limit } caractères au plus.
devices-too-many = L’événement a déjà cinquante appareils: retirez-en un d’abord.
seat-sign-in = Vous avez un compte: connectez-vous pour retrouver vos notes privées.
seat-claimed = Des notes privées ont été commencées dans un autre navigateur: rouvrez celui-là, ou connectez-vous avec votre courriel pour les réunir.
