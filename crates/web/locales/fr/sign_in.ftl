sign-in-title = Se connecter
sign-in-lead = Pas de mot de passe : nous vous écrivons, vous ouvrez le lien ou tapez le code.
sign-in-ask = Recevoir le courriel
sign-in-code-title = Entrez le code reçu
sign-in-code-lead = Si l’adresse est bonne, un courriel est en route. Son code et son lien sont bons pendant 15 minutes.
sign-in-code = Code à six chiffres
sign-in-code-hint = Ou ouvrez simplement le lien du courriel.
sign-in-go = Me connecter
sign-in-again = Recevoir un autre courriel
sign-in-nothing = Le courriel n’arrive pas
sign-in-nothing-body = Regardez dans les indésirables, puis vérifiez l’adresse en la demandant de nouveau.
sign-in-as = Vous allez vous connecter comme { $email }.
sign-in-refused-expired = Ce lien ou ce code n’est plus bon : il dure 15 minutes. Demandez-en un autre.
sign-in-refused-used = Ce lien ou ce code a déjà servi. Demandez-en un autre.
sign-in-refused-tries = Trop de codes erronés. Demandez un autre courriel.
sign-in-refused-code = { $left ->
    [one] Ce n’est pas ce code. Il vous reste un essai.
   *[other] Ce n’est pas ce code. Il vous reste { $left } essais.
}
sign-out = Se déconnecter
me-title = Mon accueil
me-hello = Bonjour, { $name }
sessions-title = Mes connexions
sessions-lead = Les appareils où vous êtes connecté. Mettez fin à ceux que vous ne reconnaissez pas.
session-this = Cet appareil
session-seen = Vu le { $date }
session-end = Mettre fin
flash-session-ended = Cette connexion est terminée.
mail-sign-in-subject = { $code } est votre code de connexion
mail-sign-in-link = Ouvrez ce lien pour vous connecter :
mail-sign-in-button = Me connecter
mail-sign-in-code = Ou tapez ce code là où il vous est demandé :
mail-sign-in-not-me = Les deux servent une fois et durent 15 minutes. Si vous n’avez rien demandé, ignorez ce message : personne n’entrera.
