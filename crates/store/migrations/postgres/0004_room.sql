-- The live room. With whom somebody would rather not be brought together is theirs alone to know; a
-- plan of rounds is its event's.

create table not_with (
  keeper_id uuid not null references people (id),
  person_id uuid not null references people (id),
  created_at bigint not null,
  primary key (keeper_id, person_id)
);

create table round_plans (
  event_id uuid primary key references events (id),
  body text not null,
  updated_at bigint not null
);
