package dev.revaer.app.catalog;

import java.io.ByteArrayOutputStream;
import java.time.Duration;

import dev.revaer.api.problem.ApiError.NoTorrentAtUrl;
import dev.revaer.api.problem.ApiError.UnreachableUrl;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.torrent.TorrentCatalog.NewTorrent;
import dev.revaer.app.fetch.FetchAnswer;
import dev.revaer.app.fetch.FetchAnswer.Fetched;
import dev.revaer.app.fetch.FetchAnswer.Magnet;
import dev.revaer.app.fetch.FetchAnswer.NotModified;
import dev.revaer.app.fetch.FetchException;
import dev.revaer.app.fetch.FetchRequest;
import dev.revaer.app.fetch.UrlFetcher;
import dev.revaer.app.fetch.Validators;
import dev.revaer.engine.EngineError.UnreadableMagnet;
import dev.revaer.engine.EngineError.UnreadableMetainfo;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.MetainfoReader;

/// Finds the torrent behind a URL: metainfo, or a magnet link that the server sends on to, as indexers do.
final class TorrentUrl {
    private static final int LARGEST_METAINFO = 5 * 1024 * 1024;
    private static final int LONGEST_MAGNET = 16 * 1024;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final UrlFetcher fetcher;
    private final MetainfoReader metainfo;

    TorrentUrl(UrlFetcher fetcher, MetainfoReader metainfo) {
        this.fetcher = fetcher;
        this.metainfo = metainfo;
    }

    /// Leaves alone what came without a URL.
    ///
    /// @throws ApiException with [UnreachableUrl] or [NoTorrentAtUrl]
    NewTorrent open(NewTorrent wanted) {
        var url = wanted.url();
        if (url == null) {
            return wanted;
        }
        var sink = new ByteArrayOutputStream();
        return switch (fetch(url, sink)) {
            case Fetched _ -> withMetainfo(wanted, sink.toByteArray());
            case Magnet(var uri) -> withMagnet(wanted, uri);
            case NotModified _ -> throw new IllegalStateException("nothing was said to be known");
        };
    }

    private FetchAnswer fetch(String url, ByteArrayOutputStream sink) {
        try {
            return fetcher.fetch(new FetchRequest(url, Validators.NONE, LARGEST_METAINFO, LIMIT), sink);
        } catch (FetchException e) {
            throw new ApiException(new UnreachableUrl(e.error().reason()));
        }
    }

    private NewTorrent withMetainfo(NewTorrent wanted, byte[] bytes) {
        try {
            metainfo.read(bytes);
        } catch (EngineException e) {
            throw e.error() instanceof UnreadableMetainfo(var reason) ? noTorrent(reason) : e;
        }
        return wanted.from(null, bytes);
    }

    private NewTorrent withMagnet(NewTorrent wanted, String uri) {
        if (uri.length() > LONGEST_MAGNET || uri.chars().anyMatch(Character::isISOControl)) {
            throw noTorrent(
                    "the magnet link is longer than " + LONGEST_MAGNET + " or holds control characters");
        }
        try {
            metainfo.readMagnet(uri);
        } catch (EngineException e) {
            throw e.error() instanceof UnreadableMagnet(var reason) ? noTorrent(reason) : e;
        }
        return wanted.from(uri, new byte[0]);
    }

    private static ApiException noTorrent(String reason) {
        return new ApiException(new NoTorrentAtUrl(reason));
    }
}
