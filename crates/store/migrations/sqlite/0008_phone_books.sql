-- The notebook as telephones keep it (CardDAV). A telephone signs in by a password of its own; what
-- it was last told of each contact is remembered, so that it learns of changes only.

create table app_passwords (
  id blob primary key,
  keeper_id blob not null references people (id),
  name text not null check (name <> ''),
  secret_hash blob not null unique,
  created_at integer not null,
  seen_at integer,
  revoked_at integer
) strict;
create index app_passwords_keeper on app_passwords (keeper_id, created_at);

create table phone_books (
  keeper_id blob primary key references people (id),
  counter integer not null,
  with_notes integer not null
) strict;

-- One row for each name a telephone ever knew. Without contact: it is gone, and telephones must hear
-- of it; hidden: its keeper took it off the telephone and keeps it in the notebook. `basis` is what
-- the contact's other cards said when the telephone last wrote.
create table phone_cards (
  keeper_id blob not null references people (id),
  name text not null check (name <> ''),
  contact_id blob,
  etag text not null,
  counter integer not null,
  hidden integer not null,
  basis text not null,
  primary key (keeper_id, name),
  unique (keeper_id, contact_id)
) strict;
