-- How its torrent stood when an event happened, so that a replay is filtered as the live stream was.
-- Null where it is not known.
alter table event
    add state text,
    add category text,
    add tags text[];

-- As it was streamed, byte for byte: jsonb has an order of its own.
alter table event
    alter column data type json using data::json;
