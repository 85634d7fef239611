package dev.revaer.engine;

/// Whether alerts are being read.
///
/// @param detail for people: what is wrong, or what the session runs with
public record EngineHealth(boolean healthy, String detail) {}
