# The notebook: contacts.

contact-limit = Your notebook holds { $limit } contacts, and it is full. Forget a few first.
note-limit = A contact holds { $limit } notes. Forget a few first.
contact-tags-many = Keep at most { $limit } tags.
contact-tag-long = Each tag has at most { $limit } characters.
contact-merge-real = Only a half-remembered person can be merged into another.
