package dev.revaer.engine.network;

/// One of libtorrent's own figures of a session (libtorrent manual, session statistics).
///
/// @param name as libtorrent has it: `net.recv_bytes`
/// @param isTotal whether it adds up from the start of the session; else it is how things are now
public record SessionCounter(String name, boolean isTotal, long value) {}
