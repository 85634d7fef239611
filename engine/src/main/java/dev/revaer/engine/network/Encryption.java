package dev.revaer.engine.network;

/// Whether connections to peers are encrypted (Message Stream Encryption).
public enum Encryption {
    /// neither asked for nor accepted
    DISABLE,
    /// accepted from peers that ask for it; peers are called in clear text first, as libtorrent does, and encrypted if
    /// they hang up on that. It hides nothing from whoever listens: for that take [#REQUIRE]
    PREFER,
    /// peers without it are neither called nor let in
    REQUIRE
}
