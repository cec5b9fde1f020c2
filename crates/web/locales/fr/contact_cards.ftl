# Les cartes reçues, dans le carnet.

card-limit = Un contact tient { $limit } cartes. Oubliez-en quelques-unes d’abord.
card-problem-nobody = Écrivez un nom, une entreprise ou un moyen de joindre la personne.
card-problem-many = Écrivez au plus { $limit } lignes.

card-new-contact = Ajouter une carte
card-new = Ajouter une carte à ce contact
card-correct = Corriger la carte
card-name = Nom
card-title = Titre ou métier
card-phones = Téléphones
card-emails = Courriels
card-websites = Sites web
card-note = Autre chose sur la carte
card-lines-hint = Un par ligne.
card-raw = Ce qui a été lu, tel quel
card-part = Cette carte est à quelqu’un d’autre
card-part-lead = Elle devient un contact à part, et le carnet retient que ce sont deux personnes.
card-part-go = En faire un autre contact
card-forget = Oublier cette carte
card-forget-lead = Le contact reste, avec vos notes et vos promesses.
card-forget-go = Oublier la carte
card-extras = { $count ->
    [one] { $count } autre mention, gardée telle quelle
   *[other] { $count } autres mentions, gardées telles quelles
}
card-received = Comme reçue le { $date }
card-unread = Ligne qui n’a pas été comprise
card-picture = Image
card-picture-one = une image, gardée avec la carte
card-bytes = gardé tel quel
card-kind-work = bureau
card-kind-home = domicile
card-kind-cell = cellulaire
card-kind-fax = télécopieur
card-kind-pager = téléavertisseur
card-kind-main = principal
contact-kept = Cartes reçues
card-source-vcard = D’un fichier vCard, le { $date }
card-source-jcard = D’un fichier jCard, le { $date }
card-source-jscontact = D’un fichier JSContact, le { $date }
card-source-csv = D’un tableau, le { $date }
card-source-qr = D’un code QR, le { $date }
card-source-photo = D’une photo, le { $date }
card-source-carddav = De votre téléphone, le { $date }
card-source-typed = Écrite à la main, le { $date }
card-source-evening = Reçue pendant une soirée, le { $date }
card-joined = a rejoint les autres : même nom, avec le même téléphone ou le même courriel
flash-card-kept = La carte est dans votre carnet.
flash-card-joined = La carte a rejoint ce contact : même nom, avec le même téléphone ou le même courriel. Sinon, « Corriger la carte » permet de l’en séparer.
flash-card-parted = La carte est maintenant celle d’un autre contact.
flash-card-forgotten = La carte est oubliée.
