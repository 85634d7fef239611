-- What all torrents together have transferred, those that were removed included.
create table transferred (
    only_row       boolean primary key default true check (only_row),
    received_bytes bigint  not null,
    uploaded_bytes bigint  not null
);

insert into transferred (received_bytes, uploaded_bytes)
select coalesce(sum(received_bytes), 0), coalesce(sum(uploaded_bytes), 0) from torrent;
