-- Why and how a revision came to be. A revision that was written by hand is not told of yet.
alter table settings
    add reason        text,
    add restored_from bigint,
    -- [{"pointer", "before", "after"}], secrets masked
    add changes       jsonb   not null default '[]',
    add is_told       boolean not null default false;

update settings set is_told = true;

create function settings_changed() returns trigger language plpgsql as $$
begin
    notify revaer_settings;
    return null;
end $$;

create trigger settings_changed after insert or update or delete on settings
    for each statement execute function settings_changed();
