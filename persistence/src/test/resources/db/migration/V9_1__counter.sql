create table counter (id text primary key, total bigint not null, events bigint not null);
