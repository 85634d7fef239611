package dev.revaer.engine;

/// How libtorrent reaches its files.
public enum DiskIo {
    /// mmap where `libjsig` is preloaded, else posix
    AUTO,
    /// memory-mapped: faster, but it takes over SIGSEGV and SIGBUS, which kills a JVM that has no `libjsig` preloaded
    MMAP,
    /// plain reads and writes
    POSIX
}
