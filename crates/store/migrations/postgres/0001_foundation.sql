-- Each table has one natural owner: the installation, the network or group, the account, or the event.
-- Times are UTC milliseconds. Ids are UUIDv7. Enumerations are checked text.

create table settings (
  key text primary key,
  value text not null
);

create table networks (
  id uuid primary key,
  slug text not null unique,
  name text not null check (name <> ''),
  about text not null,
  created_at bigint not null
);

create table groups (
  id uuid primary key,
  network_id uuid not null references networks (id),
  slug text not null unique,
  name text not null check (name <> ''),
  about text not null,
  lang text not null check (lang in ('fr', 'en')),
  zone text not null,
  seated boolean not null,
  email text,
  postal_address text not null,
  created_at bigint not null
);
create index groups_network on groups (network_id);

create table people (
  id uuid primary key,
  given_name text not null check (given_name <> ''),
  family_name text not null,
  name_key text not null,
  email text unique,
  lang text not null check (lang in ('fr', 'en')),
  visibility text not null check (visibility in ('private', 'members', 'public')),
  created_at bigint not null
);
create index people_name on people (name_key, id);

create table portraits (
  person_id uuid primary key references people (id),
  small bytea not null,
  large bytea not null,
  created_at bigint not null
);

create table activities (
  id uuid primary key,
  person_id uuid not null references people (id),
  position bigint not null,
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
  created_at bigint not null
);
create index activities_person on activities (person_id, position);

create table accounts (
  id uuid primary key,
  person_id uuid not null unique references people (id),
  email text not null unique,
  operator boolean not null,
  calendar_version bigint not null,
  created_at bigint not null
);

create table sessions (
  id uuid primary key,
  account_id uuid not null references accounts (id),
  token_hash bytea not null unique,
  device text not null,
  created_at bigint not null,
  seen_at bigint not null
);
create index sessions_account on sessions (account_id, seen_at);

create table sign_ins (
  id uuid primary key,
  email text not null,
  code_hash bytea not null,
  link_hash bytea not null unique,
  ip text not null,
  back_to text not null,
  tries bigint not null,
  created_at bigint not null,
  used_at bigint
);
create index sign_ins_email on sign_ins (email, created_at);
create index sign_ins_ip on sign_ins (ip, created_at);

create table memberships (
  id uuid primary key,
  group_id uuid not null references groups (id),
  person_id uuid not null references people (id),
  standing text not null check (standing in ('guest', 'applicant', 'member', 'alumni')),
  invited_by uuid references people (id),
  seat text,
  seat_key text,
  guest_at bigint,
  applied_at bigint,
  member_at bigint,
  left_at bigint,
  unique (group_id, person_id),
  unique (group_id, seat_key)
);
create index memberships_person on memberships (person_id);

create table roles (
  id uuid primary key,
  person_id uuid not null references people (id),
  role text not null check (role in ('organiser', 'host')),
  scope_kind text not null check (scope_kind in ('network', 'group', 'event')),
  scope_id uuid not null,
  granted_at bigint not null,
  unique (scope_id, person_id, role)
);
create index roles_person on roles (person_id);

create table venues (
  id uuid primary key,
  group_id uuid not null references groups (id),
  name text not null check (name <> ''),
  address text not null,
  city text not null,
  noise text check (noise in ('quiet', 'lively', 'loud')),
  drink_price_cents bigint check (drink_price_cents >= 0),
  access text not null,
  dress text not null,
  notes text not null,
  created_at bigint not null
);
create index venues_group on venues (group_id, name);

create table series (
  id uuid primary key,
  group_id uuid not null references groups (id),
  rule text not null,
  starts text not null,
  minutes bigint not null check (minutes > 0),
  kind text not null check (kind in ('lunch', 'five_to_seven', 'wine_and_cheese', 'other')),
  title text not null check (title <> ''),
  about text not null,
  venue_id uuid references venues (id),
  zone text not null,
  capacity bigint check (capacity > 0),
  audience text not null check (audience in ('members', 'network', 'networks', 'public')),
  languages text not null,
  programme text not null,
  ended_at bigint,
  created_at bigint not null
);
create index series_group on series (group_id);

create table events (
  id uuid primary key,
  group_id uuid not null references groups (id),
  series_id uuid references series (id),
  occurrence text,
  kind text not null check (kind in ('lunch', 'five_to_seven', 'wine_and_cheese', 'other')),
  title text not null check (title <> ''),
  about text not null,
  venue_id uuid references venues (id),
  starts_at bigint not null,
  ends_at bigint not null check (ends_at > starts_at),
  zone text not null,
  capacity bigint check (capacity > 0),
  audience text not null check (audience in ('members', 'network', 'networks', 'public')),
  languages text not null,
  programme text not null,
  status text not null check (status in ('draft', 'published', 'cancelled')),
  sequence bigint not null,
  cancel_reason text not null,
  created_at bigint not null,
  updated_at bigint not null,
  unique (series_id, occurrence)
);
create index events_group on events (group_id, starts_at);
create index events_starts on events (starts_at);

create table invitations (
  id uuid primary key,
  event_id uuid not null references events (id),
  person_id uuid references people (id),
  inviter_id uuid references people (id),
  parent_id uuid references invitations (id),
  link_version bigint not null,
  created_at bigint not null,
  revoked_at bigint,
  unique (event_id, person_id)
);
create index invitations_inviter on invitations (inviter_id, event_id);
create index invitations_person on invitations (person_id);

create table answers (
  id uuid primary key,
  event_id uuid not null references events (id),
  person_id uuid not null references people (id),
  response text not null check (response in ('yes', 'maybe', 'no')),
  place text not null check (place in ('going', 'waiting', 'none')),
  company bigint not null check (company >= 0),
  company_names text not null,
  diet text not null,
  access text not null,
  first_time boolean,
  does text not null,
  seeks text not null,
  since bigint not null,
  answered_at bigint not null,
  unique (event_id, person_id)
);
create index answers_place on answers (event_id, place, since);
create index answers_person on answers (person_id);

create table entries (
  event_id uuid not null references events (id),
  id uuid not null,
  position bigint not null,
  author uuid references people (id),
  device_at bigint not null,
  server_at bigint not null,
  body text not null,
  primary key (event_id, id),
  unique (event_id, position)
);

create table reminders (
  event_id uuid not null references events (id),
  person_id uuid not null references people (id),
  kind text not null check (kind in ('two_days', 'three_hours')),
  created_at bigint not null,
  primary key (event_id, person_id, kind)
);

create table mail_stops (
  email text not null,
  group_id uuid not null references groups (id),
  created_at bigint not null,
  primary key (email, group_id)
);

create table mails (
  id uuid primary key,
  recipient text not null,
  lang text not null check (lang in ('fr', 'en')),
  group_id uuid references groups (id),
  message text not null,
  created_at bigint not null,
  due_at bigint not null,
  attempts bigint not null,
  claimed_until bigint,
  sent_at bigint,
  given_up_at bigint,
  last_error text not null
);
create index mails_due on mails (due_at) where sent_at is null and given_up_at is null;
create index mails_created on mails (created_at);
