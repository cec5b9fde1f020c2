-- The door without network: how a device comes in, and what it last said of itself.

-- A code that a host shows once, good for some minutes and for one device.
create table device_codes (
  id blob primary key,
  event_id blob not null references events (id),
  name text not null check (name <> ''),
  code_hash blob not null unique,
  made_by blob not null references people (id),
  expires_at integer not null
) strict;
create index device_codes_event on device_codes (event_id, expires_at);

-- When a device last told how it fares: entries it holds back, entries it was refused, and by how
-- many milliseconds its clock is ahead.
alter table devices add column synced_at integer;
alter table devices add column waiting integer;
alter table devices add column refused integer;
alter table devices add column ahead integer;
