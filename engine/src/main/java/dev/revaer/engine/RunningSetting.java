package dev.revaer.engine;

/// One of libtorrent's own settings, by its name in the manual.
///
/// @param wanted what [SessionSettings] ask for
/// @param told what libtorrent was told in fact: `--loopback-only` and caps that hold at times come before what is wanted
/// @param running what libtorrent answers that it runs with; secrets are masked in all three
public record RunningSetting(String name, String wanted, String told, String running) {}
