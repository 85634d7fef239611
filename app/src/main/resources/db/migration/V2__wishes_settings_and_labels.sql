-- What is wanted of a torrent, what it has done, and where it goes.
alter table torrent
    -- dev.revaer.engine.TorrentOptions
    add options         jsonb not null default '{}',
    add goal_met        boolean not null default false,
    add uploaded_bytes  bigint not null default 0,
    add received_bytes  bigint not null default 0,
    -- each clock: what had added up when it last started, and when that was; null while it stands
    add active_millis   bigint not null default 0,
    add active_since    timestamptz,
    add seeding_millis  bigint not null default 0,
    add seeding_since   timestamptz,
    add queue_position  integer,
    -- set while the files are on their way from download_dir to another directory
    add moving_to       text;

create table category (
    name     text primary key,
    document jsonb not null
);

create table tag (
    name     text primary key,
    document jsonb not null
);

-- One row per revision; the last one holds. A document names only what differs from the defaults.
create table settings (
    revision bigint primary key,
    at       timestamptz not null,
    actor    text not null,
    document jsonb not null
);

-- Who changed what. The newest are kept.
create table audit (
    id      bigint generated always as identity primary key,
    at      timestamptz not null,
    actor   text not null,
    action  text not null,
    subject text,
    detail  jsonb not null
);

-- When this service was last seen running, so that clocks that run know when a killed one stopped.
create table service_life (
    only_row boolean primary key default true check (only_row),
    alive_at timestamptz not null
);
