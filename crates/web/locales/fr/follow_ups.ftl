# Les suites : ce qui a été promis.

follow-up-limit = Votre carnet tient { $limit } promesses, et il est plein.
follow-up-problem-time = Indiquez une date et une heure, par exemple 2026-11-20T12:00.
follow-up-no-group = Aucun de vos groupes n’a de rencontre à venir où inviter quelqu’un.
