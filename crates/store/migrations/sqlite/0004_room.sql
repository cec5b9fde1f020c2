-- The live room. With whom somebody would rather not be brought together is theirs alone to know; a
-- plan of rounds is its event's.

create table not_with (
  keeper_id blob not null references people (id),
  person_id blob not null references people (id),
  created_at integer not null,
  primary key (keeper_id, person_id)
) strict;

create table round_plans (
  event_id blob primary key references events (id),
  body text not null,
  updated_at integer not null
) strict;
