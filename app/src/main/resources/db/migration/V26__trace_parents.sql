-- The trace (W3C Trace Context, traceparent) of the request that added the torrent, if that was recorded.
alter table torrent add column trace_parent text;
