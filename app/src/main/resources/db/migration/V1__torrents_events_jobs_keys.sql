-- One row is everything a torrent needs to come back after a restart.
create table torrent (
    info_hash       text primary key check (info_hash ~ '^([0-9a-f]{40}|[0-9a-f]{64})$'),
    info_hash_v1    text unique,
    info_hash_v2    text unique,
    name            text not null,
    magnet          text,
    metainfo        bytea,
    download_dir    text not null,
    paused          boolean not null,
    added_at        timestamptz not null,
    completed_at    timestamptz,
    -- set before the first file is touched, so that a removal cut short is finished at the next start
    removal         text check (removal in ('keepData', 'deleteData')),
    resume_data     bytea,
    resume_saved_at timestamptz,
    check (info_hash = coalesce(info_hash_v1, info_hash_v2)),
    check (magnet is not null or metainfo is not null)
);

-- The journal: every event but progress. Ids are given out by event_numbering and never used twice.
create table event (
    id        bigint primary key,
    type      text not null,
    at        timestamptz not null,
    severity  text not null check (severity in ('info', 'warning', 'error')),
    info_hash text,
    data      jsonb not null
);

create index event_info_hash on event (info_hash, id);

-- Ids below next_id are spoken for. A process reserves a block by raising it, so that what dies with
-- the process is never given out again.
create table event_numbering (
    only_row  boolean primary key default true check (only_row),
    next_id   bigint not null,
    -- events up to this id may have been deleted from the journal
    pruned_to bigint not null default 0
);

insert into event_numbering (next_id) values (1);

-- The queue of finished downloads that wait for, are in, or went through the file pipeline.
create table fsops_job (
    info_hash    text primary key references torrent on delete cascade,
    state        text not null check (state in ('queued', 'running', 'completed', 'failed')),
    stage        text,
    detail       text,
    library_path text,
    attempts     integer not null default 0,
    queued_at    timestamptz not null,
    started_at   timestamptz,
    ended_at     timestamptz
);

create index fsops_job_queue on fsops_job (queued_at) where state = 'queued';

create table api_key (
    id            uuid primary key default gen_random_uuid(),
    label         text not null,
    secret_sha256 bytea not null unique check (octet_length(secret_sha256) = 32),
    created_at    timestamptz not null
);
