-- What a key may do and for how long. Keys from before may do everything, as they could.
alter table api_key
    add scopes       text[] not null default '{admin}',
    -- null: never
    add expires_at   timestamptz,
    -- written now and then, not at each request
    add last_used_at timestamptz,
    -- after a rotation the old secret is taken as well until then
    add old_sha256   bytea unique check (octet_length(old_sha256) = 32),
    add old_until    timestamptz,
    add check (scopes <@ '{read,torrents,admin}' and cardinality(scopes) > 0),
    add check ((old_sha256 is null) = (old_until is null));

alter table api_key alter scopes drop default;
