-- Whether Revaer is set up, and the one token that may do it. With completed_at null it waits for its setup.
create table setup (
    only_row         boolean primary key default true check (only_row),
    completed_at     timestamptz,
    token_sha256     bytea check (octet_length(token_sha256) = 32),
    token_expires_at timestamptz,
    check ((token_sha256 is null) = (token_expires_at is null))
);

-- who has keys is set up
insert into setup (completed_at)
select case when exists (select from api_key) then now() end;
