-- Whether the service last stopped in order; false while it runs.
alter table service_life
    add stopped_cleanly boolean not null default false;
