package dev.revaer.engine.network;

/// Whether connections to peers are encrypted (Message Stream Encryption).
public enum Encryption {
    DISABLE, PREFER, REQUIRE
}
