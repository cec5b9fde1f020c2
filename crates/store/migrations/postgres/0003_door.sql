-- The door without network: how a device comes in, and what it last said of itself.

-- A code that a host shows once, good for some minutes and for one device.
create table device_codes (
  id uuid primary key,
  event_id uuid not null references events (id),
  name text not null check (name <> ''),
  code_hash bytea not null unique,
  made_by uuid not null references people (id),
  expires_at bigint not null
);
create index device_codes_event on device_codes (event_id, expires_at);

-- When a device last told how it fares: entries it holds back, entries it was refused, and by how
-- many milliseconds its clock is ahead.
alter table devices add column synced_at bigint;
alter table devices add column waiting bigint;
alter table devices add column refused bigint;
alter table devices add column ahead bigint;
