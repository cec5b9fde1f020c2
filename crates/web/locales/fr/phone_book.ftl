phone-title = Mon carnet sur mon téléphone
phone-lead = Les gens rencontrés hier soir sont ce matin dans les contacts de votre téléphone, et ce que vous y corrigez revient dans votre carnet.
phone-book-name = Cinq à sept
phone-passwords = Téléphones
phone-none = Aucun téléphone encore.
phone-name = De quel appareil s’agit-il?
phone-name-hint = Par exemple « Mon iPhone ». Chaque appareil a son propre mot de passe.
phone-add = Faire un mot de passe
phone-secret = Mot de passe pour { $name }
phone-secret-lead = Il est montré cette seule fois. S’il se perd, retirez-le et faites-en un autre.
phone-server = Serveur
phone-login = Nom d’utilisateur
phone-password = Mot de passe
phone-made = fait le { $date }
phone-seen = utilisé le { $date }
phone-never = jamais utilisé
phone-revoke = Retirer
flash-phone-revoked = Le mot de passe est retiré : cet appareil ne lit plus votre carnet.
phone-passwords-many = Vous avez déjà vingt mots de passe : retirez-en un d’abord.
phone-how = Sur l’appareil
phone-how-iphone = iPhone, iPad : Réglages, Apps, Contacts, Comptes Contacts, Ajouter un compte, Autre, Ajouter un compte CardDAV.
phone-how-android = Android : installez DAVx⁵, ajoutez un compte « avec une URL et un nom d’utilisateur », puis cochez le carnet.
phone-how-thunderbird = Thunderbird : Carnet d’adresses, Nouveau carnet d’adresses, Ajouter un carnet d’adresses CardDAV.
phone-notes-title = Vos notes privées
phone-notes-lead = Elles restent ici, sauf si vous les demandez. Sur le téléphone, elles sont à la fin de la note du contact; ce que vous y changez là n’en revient pas.
phone-notes = Envoyer aussi mes notes privées à mes téléphones
phone-notes-save = Enregistrer
flash-phone-notes-saved = C’est noté : vos téléphones l’apprendront à leur prochaine visite.
phone-hidden-title = Retirés du téléphone
phone-hidden = { $count ->
    [one] Un contact a été supprimé sur un téléphone. Votre carnet l’a gardé, avec ce que vous en savez.
   *[other] { $count } contacts ont été supprimés sur un téléphone. Votre carnet les a gardés, avec ce que vous en savez.
}
phone-return = Les remettre sur mes téléphones
flash-phone-returned = Ils reviendront à la prochaine visite de vos téléphones.
phone-card-changed = Cette carte a changé entre-temps.
phone-card-unread = Ceci n’est pas une carte.
phone-card-name = Une carte ne peut pas porter ce nom.
