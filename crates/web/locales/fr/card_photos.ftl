# Les photos de cartes.

photos-title = Photographier une carte
photos-lead = Posez la carte à plat et prenez-la en photo : le nom, les numéros et les adresses sont lus, vous vérifiez.
photos-take = Prendre une photo
photos-choose = Ou choisir une photo
photos-hint = JPEG, PNG ou WebP; au plus 8 Mo. Un code QR sur la carte est lu d’abord.
photos-read = Lire la carte
photos-waiting = À vérifier
photos-unnamed = Carte sans nom lu
photos-private = Vos photos ne sont vues que de vous. Vous pouvez les laisser tomber une fois la carte vérifiée.
photos-sending = On envoie les photos…
photos-one-waits = Une photo attend le réseau sur cet appareil.
photos-many-wait = # photos attendent le réseau sur cet appareil.
photos-refused = Une photo n’a pas pu être prise : elle est trop lourde, ou ce n’en est pas une.
photo-title = Vérifier la carte
photo-sure = Vérifiez avant de garder.
photo-doubts = Vérifiez avant de garder, surtout ce qui suit : la lecture n’en est pas sûre.
photo-unread = La lecture automatique n’est pas installée ici. La photo est gardée : écrivez ce que vous y voyez.
photo-failed = La lecture n’a pas abouti. La photo est gardée : écrivez ce que vous y voyez.
photo-alt = La photo de la carte
photo-keep = Garder la carte
photo-drop-too = Ne pas garder la photo
photo-drop = Laisser tomber cette photo
photo-problem-none = Prenez ou choisissez une photo.
photo-limit = Votre carnet tient { $limit } photos. Laissez-en tomber quelques-unes d’abord.
flash-photo-dropped = La photo est partie.
