-- The seed goals that were met when a user let the torrent seed on: they do not act again until others hold.
alter table torrent add waived_goals jsonb;
