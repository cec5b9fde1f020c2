-- Whom somebody may write to, on what ground, since when. `withdrawn` turns a row around: it takes
-- consent back at that moment. What follows from other rows (memberships, answers, arrivals, cards
-- handed over) is not written down twice.

create table contact_consents (
  keeper_id blob not null references people (id),
  contact_id blob not null references contacts (id) on delete cascade,
  basis text not null check (basis in ('gave_card', 'inquiry', 'express')),
  withdrawn integer not null,
  since integer not null,
  source text not null,
  created_at integer not null,
  primary key (contact_id, basis, withdrawn)
) strict;
create index contact_consents_keeper on contact_consents (keeper_id);

create table mail_consents (
  group_id blob not null references groups (id),
  email text not null,
  basis text not null check (basis in ('referral', 'express')),
  withdrawn integer not null,
  since integer not null,
  referrer_id blob references people (id),
  created_at integer not null,
  primary key (group_id, email, basis, withdrawn)
) strict;
create index mail_consents_email on mail_consents (email);

-- On what ground a mail was written: a basis, or `service` for what was asked for.
alter table mails add column basis text not null default '';
