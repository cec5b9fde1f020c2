-- Each table has one natural owner: the installation, the network or group, the account, or the event.
-- Times are UTC milliseconds. Ids are UUIDv7. Enumerations are checked text.

create table settings (
  key text primary key,
  value text not null
) strict;

create table networks (
  id blob primary key,
  slug text not null unique,
  name text not null check (name <> ''),
  about text not null,
  created_at integer not null
) strict;

create table groups (
  id blob primary key,
  network_id blob not null references networks (id),
  slug text not null unique,
  name text not null check (name <> ''),
  about text not null,
  lang text not null check (lang in ('fr', 'en')),
  zone text not null,
  seated integer not null,
  email text,
  postal_address text not null,
  created_at integer not null
) strict;
create index groups_network on groups (network_id);

create table people (
  id blob primary key,
  given_name text not null check (given_name <> ''),
  family_name text not null,
  name_key text not null,
  email text unique,
  lang text not null check (lang in ('fr', 'en')),
  visibility text not null check (visibility in ('private', 'members', 'public')),
  created_at integer not null
) strict;
create index people_name on people (name_key, id);

create table portraits (
  person_id blob primary key references people (id),
  small blob not null,
  large blob not null,
  created_at integer not null
) strict;

create table activities (
  id blob primary key,
  person_id blob not null references people (id),
  position integer not null,
  profession text not null,
  title text not null check (title <> ''),
  organisation text not null,
  pitch text not null,
  offer text not null,
  seek text not null,
  phone text not null,
  email text not null,
  website text not null,
  address text not null,
  created_at integer not null
) strict;
create index activities_person on activities (person_id, position);

create table accounts (
  id blob primary key,
  person_id blob not null unique references people (id),
  email text not null unique,
  operator integer not null,
  calendar_version integer not null,
  created_at integer not null
) strict;

create table sessions (
  id blob primary key,
  account_id blob not null references accounts (id),
  token_hash blob not null unique,
  device text not null,
  created_at integer not null,
  seen_at integer not null
) strict;
create index sessions_account on sessions (account_id, seen_at);

create table sign_ins (
  id blob primary key,
  email text not null,
  code_hash blob not null,
  link_hash blob not null unique,
  ip text not null,
  back_to text not null,
  tries integer not null,
  created_at integer not null,
  used_at integer
) strict;
create index sign_ins_email on sign_ins (email, created_at);
create index sign_ins_ip on sign_ins (ip, created_at);

create table memberships (
  id blob primary key,
  group_id blob not null references groups (id),
  person_id blob not null references people (id),
  standing text not null check (standing in ('guest', 'applicant', 'member', 'alumni')),
  invited_by blob references people (id),
  seat text,
  seat_key text,
  guest_at integer,
  applied_at integer,
  member_at integer,
  left_at integer,
  unique (group_id, person_id),
  unique (group_id, seat_key)
) strict;
create index memberships_person on memberships (person_id);

create table roles (
  id blob primary key,
  person_id blob not null references people (id),
  role text not null check (role in ('organiser', 'host')),
  scope_kind text not null check (scope_kind in ('network', 'group', 'event')),
  scope_id blob not null,
  granted_at integer not null,
  unique (scope_id, person_id, role)
) strict;
create index roles_person on roles (person_id);

create table venues (
  id blob primary key,
  group_id blob not null references groups (id),
  name text not null check (name <> ''),
  address text not null,
  city text not null,
  noise text check (noise in ('quiet', 'lively', 'loud')),
  drink_price_cents integer check (drink_price_cents >= 0),
  access text not null,
  dress text not null,
  notes text not null,
  created_at integer not null
) strict;
create index venues_group on venues (group_id, name);

create table series (
  id blob primary key,
  group_id blob not null references groups (id),
  rule text not null,
  starts text not null,
  minutes integer not null check (minutes > 0),
  kind text not null check (kind in ('lunch', 'five_to_seven', 'wine_and_cheese', 'other')),
  title text not null check (title <> ''),
  about text not null,
  venue_id blob references venues (id),
  zone text not null,
  capacity integer check (capacity > 0),
  audience text not null check (audience in ('members', 'network', 'networks', 'public')),
  languages text not null,
  programme text not null,
  ended_at integer,
  created_at integer not null
) strict;
create index series_group on series (group_id);

create table events (
  id blob primary key,
  group_id blob not null references groups (id),
  series_id blob references series (id),
  occurrence text,
  kind text not null check (kind in ('lunch', 'five_to_seven', 'wine_and_cheese', 'other')),
  title text not null check (title <> ''),
  about text not null,
  venue_id blob references venues (id),
  starts_at integer not null,
  ends_at integer not null check (ends_at > starts_at),
  zone text not null,
  capacity integer check (capacity > 0),
  audience text not null check (audience in ('members', 'network', 'networks', 'public')),
  languages text not null,
  programme text not null,
  status text not null check (status in ('draft', 'published', 'cancelled')),
  sequence integer not null,
  cancel_reason text not null,
  created_at integer not null,
  updated_at integer not null,
  unique (series_id, occurrence)
) strict;
create index events_group on events (group_id, starts_at);
create index events_starts on events (starts_at);

create table invitations (
  id blob primary key,
  event_id blob not null references events (id),
  person_id blob references people (id),
  inviter_id blob references people (id),
  parent_id blob references invitations (id),
  link_version integer not null,
  created_at integer not null,
  revoked_at integer,
  unique (event_id, person_id)
) strict;
create index invitations_inviter on invitations (inviter_id, event_id);
create index invitations_person on invitations (person_id);

create table answers (
  id blob primary key,
  event_id blob not null references events (id),
  person_id blob not null references people (id),
  response text not null check (response in ('yes', 'maybe', 'no')),
  place text not null check (place in ('going', 'waiting', 'none')),
  company integer not null check (company >= 0),
  company_names text not null,
  diet text not null,
  access text not null,
  first_time integer,
  does text not null,
  seeks text not null,
  since integer not null,
  answered_at integer not null,
  unique (event_id, person_id)
) strict;
create index answers_place on answers (event_id, place, since);
create index answers_person on answers (person_id);

create table entries (
  event_id blob not null references events (id),
  id blob not null,
  position integer not null,
  author blob references people (id),
  device_at integer not null,
  server_at integer not null,
  body text not null,
  primary key (event_id, id),
  unique (event_id, position)
) strict;

create table reminders (
  event_id blob not null references events (id),
  person_id blob not null references people (id),
  kind text not null check (kind in ('two_days', 'three_hours')),
  created_at integer not null,
  primary key (event_id, person_id, kind)
) strict;

create table mail_stops (
  email text not null,
  group_id blob not null references groups (id),
  created_at integer not null,
  primary key (email, group_id)
) strict;

create table mails (
  id blob primary key,
  recipient text not null,
  lang text not null check (lang in ('fr', 'en')),
  group_id blob references groups (id),
  message text not null,
  created_at integer not null,
  due_at integer not null,
  attempts integer not null,
  claimed_until integer,
  sent_at integer,
  given_up_at integer,
  last_error text not null
) strict;
create index mails_due on mails (due_at) where sent_at is null and given_up_at is null;
create index mails_created on mails (created_at);
