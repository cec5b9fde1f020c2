my-evening-title = Ma soirée
my-evening-title-lunch = Mon midi
my-evening-open = Ouvrir ma soirée
my-evening-open-lead = Votre code, les gens que vous connaissez, ceux que vous rencontrez : tout est là ce soir.
my-evening-here = Sur place depuis { $time }
my-evening-out = Sortie à { $time }
my-evening-expected = On vous attend
my-evening-quiet-badge = Préfère le calme
my-evening-code = Votre code
my-evening-code-door = À la porte, montrez ce code : l’hôte vous note présent. Rien d’autre à faire.
my-evening-code-lead = À qui vous rencontrez, montrez ce code. Il dit qui vous êtes ce soir, et rien d’autre.
my-evening-qr = Code { DE($name) }
my-evening-ask = Présentez-moi
my-evening-asked = Demandé à { $time }
my-evening-asked-to = Demandé à { $time } : { $name }
my-evening-asked-lead = Un hôte vient vous trouver. D’ici là, restez bien en vue.
my-evening-ask-no-more = Laissez, merci
my-evening-known = Vous connaissez
my-evening-known-none = Personne que vous connaissez ne s’est encore montré. On ne voit que ceux qui le veulent bien.
my-evening-others = { $count ->
    [one] Une autre personne se montre ici ce soir.
   *[other] { $count } autres personnes se montrent ici ce soir.
}
my-evening-met = Rencontrés ce soir
my-evening-minutes = { $count ->
    [one] une minute
   *[other] { $count } minutes
}
my-evening-undo = C’était une erreur
my-evening-who = Qui je suis ce soir
my-evening-who-none = Dites en deux mots ce que vous faites : c’est ce qu’on lira sur votre carte.
my-evening-who-save = C’est moi, ce soir
my-evening-card-new = Faire une carte
my-evening-card-save = Garder cette carte
my-evening-card-sign-in = Vous avez un compte : connectez-vous pour changer vos cartes.
my-evening-seen-title = Qui vous voit
my-evening-seen-all = Tous ceux qui sont là voient que vous y êtes : votre nom et ce que vous faites.
my-evening-seen-fellows = Les membres de vos groupes voient que vous êtes là; les autres, non.
my-evening-seen-none = Personne ne voit que vous êtes là, sauf les hôtes et ceux que vous rencontrez.
my-evening-show-me = Me montrer à tous
my-evening-hide-me = Ne me montrer à personne
my-evening-quiet-lead = Besoin de souffler? Ceux qui vous voient sauront qu’il vaut mieux ne pas vous aborder.
my-evening-quiet-is-on = Vous préférez qu’on ne vous aborde pas : ceux qui vous voient le savent.
my-evening-quiet-on = Je préfère le calme
my-evening-quiet-off = On peut m’aborder
my-evening-door = La porte
my-evening-leave-lead = Un appel à prendre, de l’air, ou la fin de votre soirée : vous pourrez revenir.
my-evening-leave = Je sors
my-evening-return = Je suis de retour
my-evening-cancelled = Cet événement est annulé.
my-evening-early = La soirée n’a pas encore commencé : revenez à l’heure dite.
my-evening-over = La soirée est finie : ce qui s’y est passé ne se change plus.
my-evening-not-here = On ne vous a pas encore vu à la porte : montrez-y votre code.
my-evening-door-first = Passez d’abord par la porte : l’hôte vous y accueille.
exchange-choose = Choisissez au moins une carte.
exchange-too-late = Il y a plus de dix minutes que c’est donné : cela ne se reprend plus.
exchange-received = Reçu ce soir
exchange-mutual = Échangé
exchange-plain = Une carte sans mention : son nom.
pass-title = Quelqu’un vous tend son code
pass-lead = Pour savoir qui c’est, dites d’abord qui vous êtes : ce code ne parle qu’aux gens de la même soirée.
pass-link = Invité sans compte : ouvrez votre lien personnel dans ce navigateur, puis lisez le code de nouveau.
pass-account = Membre : connectez-vous; vous reviendrez ici.
