-- Cards as they came into a notebook: from a file, a code, a photo or typed. A contact holds several;
-- all of it is private to its keeper.

create table imports (
  id blob primary key,
  keeper_id blob not null references people (id),
  name text not null,
  source text not null check (source in ('vcard', 'jcard', 'jscontact', 'csv')),
  -- What was sent, until it is kept or dropped.
  file blob,
  columns text not null,
  refusals text not null,
  added integer not null,
  joined integer not null,
  known integer not null,
  refused integer not null,
  created_at integer not null,
  kept_at integer,
  undone_at integer
) strict;
create index imports_keeper on imports (keeper_id, created_at);
create index imports_waiting on imports (created_at) where kept_at is null;

create table contact_cards (
  id blob primary key,
  keeper_id blob not null references people (id),
  contact_id blob not null references contacts (id),
  position integer not null,
  source text not null check (source in ('vcard', 'jcard', 'jscontact', 'csv', 'qr', 'photo', 'carddav', 'typed', 'evening')),
  origin text not null,
  import_id blob references imports (id),
  card text not null,
  raw text not null,
  fingerprint blob not null,
  created_at integer not null,
  updated_at integer not null,
  unique (keeper_id, fingerprint)
) strict;
create index contact_cards_contact on contact_cards (contact_id, position);
create index contact_cards_import on contact_cards (import_id) where import_id is not null;

create table card_photos (
  id blob primary key,
  keeper_id blob not null references people (id),
  contact_card_id blob references contact_cards (id),
  state text not null check (state in ('waiting', 'read', 'failed', 'kept')),
  picture blob not null,
  reading text not null,
  fingerprint blob not null,
  created_at integer not null,
  updated_at integer not null,
  unique (keeper_id, fingerprint)
) strict;
create index card_photos_keeper on card_photos (keeper_id, state, created_at);
create index card_photos_card on card_photos (contact_card_id) where contact_card_id is not null;
