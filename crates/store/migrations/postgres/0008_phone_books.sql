-- The notebook as telephones keep it (CardDAV). A telephone signs in by a password of its own; what
-- it was last told of each contact is remembered, so that it learns of changes only.

create table app_passwords (
  id uuid primary key,
  keeper_id uuid not null references people (id),
  name text not null check (name <> ''),
  secret_hash bytea not null unique,
  created_at bigint not null,
  seen_at bigint,
  revoked_at bigint
);
create index app_passwords_keeper on app_passwords (keeper_id, created_at);

create table phone_books (
  keeper_id uuid primary key references people (id),
  counter bigint not null,
  with_notes boolean not null
);

-- One row for each name a telephone ever knew. Without contact: it is gone, and telephones must hear
-- of it; hidden: its keeper took it off the telephone and keeps it in the notebook. `basis` is what
-- the contact's other cards said when the telephone last wrote.
create table phone_cards (
  keeper_id uuid not null references people (id),
  name text not null check (name <> ''),
  contact_id uuid,
  etag text not null,
  counter bigint not null,
  hidden boolean not null,
  basis text not null,
  primary key (keeper_id, name),
  unique (keeper_id, contact_id)
);
