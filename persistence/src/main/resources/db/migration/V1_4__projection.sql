-- How far each projection has come, moved in the transaction that also changes its rows.
create table projection_position (
  projection text primary key,
  era        integer not null,
  xid        bigint not null,
  ordering   bigint not null
) with (fillfactor = 50);

-- Events that a projection could not apply. It went on without them; a rebuild tries them again.
create table parked_event (
  projection      text not null,
  persistence_id  text not null,
  sequence_number bigint not null,
  manifest        text not null,
  reason          text not null,
  parked_at       timestamptz not null default now(),
  primary key (projection, persistence_id, sequence_number)
);

-- Who wants to be woken, and when: one row for each entity that does.
create table wakeup (
  persistence_id text primary key collate "C",
  wake_at        timestamptz not null
);
create index wakeup_due on wakeup (wake_at, persistence_id);
