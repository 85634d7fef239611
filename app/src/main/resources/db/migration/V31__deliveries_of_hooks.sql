-- What hooks are to be told of jobs that have ended. Written in the transaction that ends the job, so that no outcome is
-- forgotten; the torrent may be gone by the time it is told.
create table fsops_delivery (
    id          uuid primary key default gen_random_uuid(),
    hook        text not null check (hook in ('webhook', 'command')),
    info_hash   text not null,
    -- as it is sent: signed anew each time, but never made anew
    body        text not null,
    state       text not null check (state in ('waiting', 'delivered', 'dead')),
    attempts    integer not null default 0,
    created_at  timestamptz not null,
    next_try_at timestamptz not null,
    ended_at    timestamptz,
    -- how the last try went
    detail      text,
    -- the end of what the command wrote
    output      text
);

create index fsops_delivery_due on fsops_delivery (hook, next_try_at) where state = 'waiting';
create index fsops_delivery_list on fsops_delivery (created_at, id);
create index fsops_delivery_dead on fsops_delivery (ended_at) where state = 'dead';
