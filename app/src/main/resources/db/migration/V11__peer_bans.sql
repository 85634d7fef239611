-- Addresses that a user keeps away from all torrents.
create table peer_ban (
    address   text primary key,
    banned_at timestamptz not null,
    -- of the torrent it was met in, which may be gone
    info_hash text
);
