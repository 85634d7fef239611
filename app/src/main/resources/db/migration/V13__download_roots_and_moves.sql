-- Directories that downloads lie in or below, each the top of its own volume there. The file .revaer-root
-- in it holds the id: without it the volume is not there.
create table download_root (
    path     text primary key,
    sentinel text not null
);

alter table torrent
    -- where the files of a move that is done were, as long as some may still lie there
    add moved_from text;
