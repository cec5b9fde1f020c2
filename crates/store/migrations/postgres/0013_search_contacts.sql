-- What a contact is found by stands in a row of its own; words and keys only lead to it. They are taken
-- away by what that row says, and so need no second index. Made anew at the next start.

drop table search_words;
drop table search_keys;
drop table search_names;

create table search_contacts (
  contact_id uuid primary key references contacts (id) on delete cascade,
  keeper_id uuid not null references people (id),
  name_key text collate "C" not null,
  words text not null,
  keys text not null
);
create index search_contacts_keeper on search_contacts (keeper_id, name_key, contact_id);

create table search_words (
  keeper_id uuid not null,
  word text collate "C" not null,
  contact_id uuid not null,
  rank bigint not null,
  primary key (keeper_id, word, contact_id)
);

create table search_keys (
  keeper_id uuid not null,
  key bigint not null,
  contact_id uuid not null,
  primary key (keeper_id, key, contact_id)
);
