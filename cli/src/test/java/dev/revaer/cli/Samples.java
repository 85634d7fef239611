package dev.revaer.cli;

/// Answers of the service that several tests need.
public final class Samples {
    /// An info hash.
    public static final String HASH = "3f9c000000000000000000000000000000000001";
    /// Another that begins like it.
    public static final String SIMILAR = "3f9c111111111111111111111111111111111112";
    /// The path on which the whole list is asked for.
    public static final String LIST = "GET /v1/torrents?limit=500";

    private Samples() {}

    /// A torrent half downloaded.
    public static String torrent(String hash, String name, String state) {
        return torrent(hash, name, state, "null");
    }

    /// A torrent half downloaded, with the state of its post-processing.
    public static String torrent(String hash, String name, String state, String fsops) {
        return """
                {"infoHash":"%s","infoHashV1":"%s","infoHashV2":null,"name":"%s","state":"%s","reason":null,"progress":0.5,\
                "sizeBytes":2097152,"downloadedBytes":1048576,"uploadedBytes":524288,"downloadBytesPerSecond":1024,\
                "uploadBytesPerSecond":0,"ratio":0.5,"etaSeconds":1024,"seeds":2,"peers":3,"downloadDir":"/data",\
                "contentPath":"/data/x","addedAt":"2026-11-21T04:00:00Z","completedAt":null,"fsops":%s,"novelty":{"a":[1]}}"""
                .formatted(hash, hash, name, state, fsops);
    }

    /// A page of torrents.
    public static String page(String next, String... torrents) {
        return """
                {"items":[%s],"nextCursor":%s,"total":%d}"""
                .formatted(String.join(",", torrents), next, torrents.length);
    }
}
