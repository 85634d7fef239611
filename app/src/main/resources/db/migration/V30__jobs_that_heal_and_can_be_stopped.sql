-- What failed may be tried again by itself; what was cancelled waits for somebody.
alter table fsops_job
    drop constraint fsops_job_state_check,
    add constraint fsops_job_state_check
        check (state in ('queued', 'running', 'completed', 'failed', 'cancelled')),
    -- where it was last worked on: its record is there, whatever the settings say by now
    add library_dir   text,
    -- tries by itself since then, and when the next one is due; a job that is due has failed
    add retries       integer not null default 0,
    add retries_since timestamptz,
    add next_try_at   timestamptz check (next_try_at is null or state = 'failed');

drop index fsops_job_queue;

create index fsops_job_due on fsops_job (coalesce(next_try_at, queued_at), info_hash)
    where state = 'queued' or next_try_at is not null;

create index fsops_job_list on fsops_job (queued_at, info_hash);
