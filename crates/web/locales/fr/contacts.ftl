# Le carnet : les contacts.

contact-limit = Votre carnet tient { $limit } contacts, et il est plein. Oubliez-en quelques-uns d’abord.
note-limit = Un contact tient { $limit } notes. Oubliez-en quelques-unes d’abord.
contact-tags-many = Gardez au plus { $limit } étiquettes.
contact-tag-long = Chaque étiquette compte au plus { $limit } caractères.
contact-merge-real = Seule une personne à moitié retenue peut en rejoindre une autre.
