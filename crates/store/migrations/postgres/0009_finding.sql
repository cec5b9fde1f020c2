-- What a notebook is searched by: the folded words of each contact, and of each notebook the words
-- it holds, with the sounds they are heard as. Kept by `store::finding` in the transaction of what
-- they are words of, and made anew from it at any time. Words are ordered by their bytes.

create table search_words (
  keeper_id uuid not null references people (id),
  word text collate "C" not null,
  contact_id uuid not null references contacts (id) on delete cascade,
  rank bigint not null,
  primary key (keeper_id, word, contact_id)
);
create index search_words_contact on search_words (contact_id);

create table search_vocabulary (
  keeper_id uuid not null references people (id),
  word text collate "C" not null,
  sound text not null,
  sound_too text not null,
  primary key (keeper_id, word)
);
create index search_vocabulary_sound on search_vocabulary (keeper_id, sound);
create index search_vocabulary_sound_too on search_vocabulary (keeper_id, sound_too);

-- The folded name of each contact and its tags, so that a page of a notebook costs a page.
create table search_names (
  contact_id uuid primary key references contacts (id) on delete cascade,
  keeper_id uuid not null references people (id),
  name_key text collate "C" not null
);
create index search_names_keeper on search_names (keeper_id, name_key, contact_id);

create table search_tags (
  keeper_id uuid not null references people (id),
  tag text not null,
  contact_id uuid not null references contacts (id) on delete cascade,
  primary key (keeper_id, tag, contact_id)
);
create index search_tags_contact on search_tags (contact_id);

create index contacts_person on contacts (person_id) where person_id is not null;
create index contacts_met on contacts (keeper_id, (coalesce(met_at, created_at)), id);
