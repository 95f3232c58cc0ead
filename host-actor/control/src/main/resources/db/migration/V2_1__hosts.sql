-- Read tables of hosts, tenants, clusters and tokens. They are made from the journal and can be made anew.
create table tenant (
  id         text primary key,
  name       text        not null,
  created_at timestamptz not null
);

create table api_key (
  id         text primary key,
  tenant_id  text        not null,
  name       text        not null,
  role       text        not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);
create index api_key_of_tenant on api_key (tenant_id, id);

create table cluster (
  id         text primary key,
  tenant_id  text        not null,
  name       text        not null,
  kind       text        not null,
  created_at timestamptz not null
);
create index cluster_of_tenant on cluster (tenant_id, id);

create table bootstrap_token (
  id         text primary key,
  tenant_id  text        not null,
  cluster_id text        not null,
  name       text        not null,
  expires_at timestamptz not null,
  max_uses   integer     not null,
  uses       integer     not null,
  created_at timestamptz not null,
  revoked_at timestamptz
);
create index bootstrap_token_of_tenant on bootstrap_token (tenant_id, id);

-- What is reserved changes with every placement: room on each page keeps those updates in place.
create table host (
  id                  text primary key,
  tenant_id           text        not null,
  cluster_id          text        not null,
  token_id            text        not null,
  status              text        not null,
  facts               jsonb       not null,
  runtimes            jsonb       not null default '[]',
  traits              text[]      not null default '{}',
  tags                text[]      not null default '{}',
  images              jsonb       not null default '[]',
  cpu_millis          integer     not null default 0,
  memory_mib          integer     not null default 0,
  disk_mib            integer     not null default 0,
  reserved_cpu_millis integer     not null default 0,
  reserved_memory_mib integer     not null default 0,
  reserved_disk_mib   integer     not null default 0,
  epoch               bigint      not null default 0,
  enrolled_at         timestamptz not null,
  connected_at        timestamptz,
  disconnected_at     timestamptz,
  archived_at         timestamptz
) with (fillfactor = 50);
create index host_of_tenant on host (tenant_id, id);
create index host_of_cluster on host (cluster_id, id);
