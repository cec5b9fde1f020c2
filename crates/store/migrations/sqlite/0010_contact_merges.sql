-- Contacts that became one, with all it takes to part them again, and those that are two people
-- however alike. Private to their keeper.

create table contact_merges (
  id blob primary key,
  keeper_id blob not null references people (id),
  -- The contact that stays; it may since have joined another, or been forgotten.
  kept_id blob not null,
  gone_id blob not null,
  -- The contact that went, the one that stayed before and after, and what moved.
  gone text not null,
  was text not null,
  became text not null,
  moved text not null,
  created_at integer not null
) strict;
create index contact_merges_keeper on contact_merges (keeper_id, created_at);

create table contact_differences (
  keeper_id blob not null references people (id),
  -- The lesser id first. They outlive a contact that joined another: it may come back.
  one_id blob not null,
  other_id blob not null,
  created_at integer not null,
  primary key (keeper_id, one_id, other_id)
) strict;
create index contact_differences_other on contact_differences (other_id);

-- Under what a contact that may be the same is looked for (`domain::likeness::Keys`): hashes of
-- telephones, addresses and sounds of names. Kept and made anew with the words of the search.
create table search_keys (
  keeper_id blob not null references people (id),
  key integer not null,
  contact_id blob not null references contacts (id) on delete cascade,
  primary key (keeper_id, key, contact_id)
) strict, without rowid;
create index search_keys_contact on search_keys (contact_id);
