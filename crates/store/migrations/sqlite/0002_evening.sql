-- The evening itself. What the log's folds give is kept in rows where a list must be fast
-- (`presences`); what is private to its writer is never in the log, and always has a keeper.

alter table people add column pronunciation text not null default '';

-- The entry that an undo or a correction is about.
alter table entries add column about blob;
create index entries_about on entries (event_id, about) where about is not null;

create table devices (
  id blob primary key,
  event_id blob not null references events (id),
  name text not null check (name <> ''),
  token_hash blob not null unique,
  made_by blob not null references people (id),
  created_at integer not null,
  seen_at integer,
  revoked_at integer
) strict;
create index devices_event on devices (event_id, created_at);

-- Each person's first arrival at an event.
create table presences (
  event_id blob not null references events (id),
  person_id blob not null references people (id),
  arrived_at integer not null,
  primary key (event_id, person_id)
) strict;
create index presences_person on presences (person_id, arrived_at);

-- The browser in which somebody first wrote something private through their personal link: no other
-- holder of the link reads it.
create table claims (
  invitation_id blob primary key references invitations (id),
  secret_hash blob not null,
  claimed_at integer not null
) strict;

-- Which of their activities somebody is at an event; none means all.
create table evening_cards (
  event_id blob not null references events (id),
  person_id blob not null references people (id),
  activity_id blob not null references activities (id) on delete cascade,
  primary key (event_id, person_id, activity_id)
) strict;
create index evening_cards_activity on evening_cards (activity_id);

-- Whose card somebody chose not to answer with their own: theirs alone to know.
create table card_refusals (
  event_id blob not null references events (id),
  person_id blob not null references people (id),
  from_id blob not null references people (id),
  primary key (event_id, person_id, from_id)
) strict;

create table contacts (
  id blob primary key,
  keeper_id blob not null references people (id),
  person_id blob references people (id),
  name text not null check (name <> ''),
  about text not null,
  event_id blob references events (id),
  met_at integer,
  through_id blob references people (id),
  tags text not null,
  created_at integer not null,
  updated_at integer not null,
  unique (keeper_id, person_id)
) strict;
create index contacts_keeper on contacts (keeper_id, updated_at);

create table notes (
  id blob primary key,
  keeper_id blob not null references people (id),
  contact_id blob not null references contacts (id),
  event_id blob references events (id),
  text text not null check (text <> ''),
  created_at integer not null
) strict;
create index notes_contact on notes (contact_id, created_at);
create index notes_keeper on notes (keeper_id);

create table follow_ups (
  id blob primary key,
  keeper_id blob not null references people (id),
  contact_id blob not null references contacts (id),
  event_id blob references events (id),
  kind text not null check (kind in ('guest', 'one_to_one', 'visit', 'link_exchange', 'referral', 'promise')),
  side text not null check (side in ('mine', 'theirs')),
  state text not null check (state in ('open', 'kept', 'broken', 'dropped')),
  due_on text,
  details text not null,
  guest_event_id blob references events (id),
  invitation_id blob references invitations (id),
  created_at integer not null,
  updated_at integer not null
) strict;
create index follow_ups_keeper on follow_ups (keeper_id, state, due_on);
create index follow_ups_contact on follow_ups (contact_id);
create index follow_ups_due on follow_ups (due_on) where state = 'open';
create index follow_ups_guest on follow_ups (guest_event_id) where state = 'open';

create table follow_up_changes (
  follow_up_id blob not null references follow_ups (id),
  changed_at integer not null,
  state text not null,
  note text not null,
  primary key (follow_up_id, changed_at)
) strict;

create table link_checks (
  follow_up_id blob not null references follow_ups (id),
  side text not null check (side in ('mine', 'theirs')),
  checked_at integer not null,
  outcome text not null check (outcome in ('kept', 'broken', 'unreachable')),
  detail text not null,
  primary key (follow_up_id, side, checked_at)
) strict;

-- One digest of what is due a day at most.
create table digests (
  person_id blob primary key references people (id),
  sent_on text not null
) strict;

create table lessons (
  event_id blob not null references events (id),
  person_id blob not null references people (id),
  text text not null check (text <> ''),
  updated_at integer not null,
  primary key (event_id, person_id)
) strict;

-- Whether somebody remembered the keeper's name and trade when asked, as the keeper wrote it down.
create table recalls (
  event_id blob not null references events (id),
  keeper_id blob not null references people (id),
  person_id blob not null references people (id),
  name_known integer not null,
  trade_known integer not null,
  created_at integer not null,
  primary key (event_id, keeper_id, person_id)
) strict;

create table venue_ratings (
  event_id blob not null references events (id),
  person_id blob not null references people (id),
  stars integer not null check (stars between 1 and 5),
  words text not null,
  created_at integer not null,
  primary key (event_id, person_id)
) strict;

-- A debrief that its owner shows to whoever has the link.
create table shares (
  id blob primary key,
  event_id blob not null references events (id),
  person_id blob not null references people (id),
  with_lesson integer not null,
  created_at integer not null,
  unique (event_id, person_id)
) strict;
