-- What a contact is found by stands in a row of its own; words and keys only lead to it. They are taken
-- away by what that row says, and so need no second index. Made anew at the next start.

drop table search_words;
drop table search_keys;
drop table search_names;

create table search_contacts (
  contact_id blob primary key references contacts (id) on delete cascade,
  keeper_id blob not null references people (id),
  name_key text not null,
  words text not null,
  keys text not null
) strict, without rowid;
create index search_contacts_keeper on search_contacts (keeper_id, name_key, contact_id);

create table search_words (
  keeper_id blob not null,
  word text not null,
  contact_id blob not null,
  rank integer not null,
  primary key (keeper_id, word, contact_id)
) strict, without rowid;

create table search_keys (
  keeper_id blob not null,
  key integer not null,
  contact_id blob not null,
  primary key (keeper_id, key, contact_id)
) strict, without rowid;
