-- Read tables of sandboxes. They are made from the journal and can be made anew.

-- One row for each. Room on each page keeps the updates of a start in place; for that no column that changes is indexed.
create table sandbox (
  id             text primary key,
  tenant_id      text        not null,
  cluster_id     text        not null,
  name           text        not null,
  spec           jsonb       not null,
  status         text        not null,
  wanted         text        not null,
  host_id        text,
  -- Whether a workload ran on this host: until then a failure gives the place up.
  proven         boolean     not null default false,
  attempt        bigint      not null default 1,
  generation     bigint      not null default 0,
  reason         jsonb,
  container      text,
  container_name text,
  image_digest   text,
  exit_code      integer,
  created_at     timestamptz not null,
  started_at     timestamptz,
  stopped_at     timestamptz,
  archived_at    timestamptz,
  deleted_at     timestamptz
) with (fillfactor = 50);
create index sandbox_of_tenant on sandbox (tenant_id, id);

-- What happened to each, kept after it is archived. Ids sort by time within a sandbox.
create table sandbox_activity (
  id         text primary key,
  sandbox_id text        not null,
  at         timestamptz not null,
  event      text        not null,
  by         text        not null,
  request_id text        not null,
  data       jsonb       not null
);
create index sandbox_activity_of_sandbox on sandbox_activity (sandbox_id, id);
