alter table torrent
    -- where the files go once all of them are here; null for a torrent whose files lie where they belong
    add final_dir text;
