-- Transaction ids mean something within one database system only. Each system that ever held this journal is an
-- era; an era's events are those with an ordering above its own and not above the next era's.
create table journal_era (
  era               integer primary key,
  system_identifier text not null,
  timeline          bigint not null,
  after_ordering    bigint not null,
  began_at          timestamptz not null default now()
);
