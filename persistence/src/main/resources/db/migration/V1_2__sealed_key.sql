-- Data keys of tenants, wrapped by a key-encryption key that is not in the database.
create table sealed_key (
  id         text primary key,
  owner      text not null unique,
  kek        text not null,
  wrapped    bytea not null,
  created_at timestamptz not null default now()
);
