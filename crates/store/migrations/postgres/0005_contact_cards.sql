-- Cards as they came into a notebook: from a file, a code, a photo or typed. A contact holds several;
-- all of it is private to its keeper.

create table imports (
  id uuid primary key,
  keeper_id uuid not null references people (id),
  name text not null,
  source text not null check (source in ('vcard', 'jcard', 'jscontact', 'csv')),
  -- What was sent, until it is kept or dropped.
  file bytea,
  columns text not null,
  refusals text not null,
  added bigint not null,
  joined bigint not null,
  known bigint not null,
  refused bigint not null,
  created_at bigint not null,
  kept_at bigint,
  undone_at bigint
);
create index imports_keeper on imports (keeper_id, created_at);
create index imports_waiting on imports (created_at) where kept_at is null;

create table contact_cards (
  id uuid primary key,
  keeper_id uuid not null references people (id),
  contact_id uuid not null references contacts (id),
  position bigint not null,
  source text not null check (source in ('vcard', 'jcard', 'jscontact', 'csv', 'qr', 'photo', 'carddav', 'typed', 'evening')),
  origin text not null,
  import_id uuid references imports (id),
  card text not null,
  raw text not null,
  fingerprint bytea not null,
  created_at bigint not null,
  updated_at bigint not null,
  unique (keeper_id, fingerprint)
);
create index contact_cards_contact on contact_cards (contact_id, position);
create index contact_cards_import on contact_cards (import_id) where import_id is not null;

create table card_photos (
  id uuid primary key,
  keeper_id uuid not null references people (id),
  contact_card_id uuid references contact_cards (id),
  state text not null check (state in ('waiting', 'read', 'failed', 'kept')),
  picture bytea not null,
  reading text not null,
  fingerprint bytea not null,
  created_at bigint not null,
  updated_at bigint not null,
  unique (keeper_id, fingerprint)
);
create index card_photos_keeper on card_photos (keeper_id, state, created_at);
create index card_photos_card on card_photos (contact_card_id) where contact_card_id is not null;
