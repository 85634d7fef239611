package dev.revaer.api.torrent;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.revaer.api.problem.ApiError.Fault;
import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.torrent.TorrentCatalog.NewTorrent;
import dev.revaer.engine.TorrentOptions;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/torrents`: one of `magnet`, `url` and `metainfo`.
///
/// @param magnet a magnet link (BEP 9), at most 16 KiB
/// @param url of a `.torrent` of at most 5 MiB, http or https; it may redirect to a magnet link
/// @param metainfo a `.torrent` in base64, at most 5 MiB before encoding
/// @param downloadDir absolute; the usual one if absent
/// @param paused whether to wait for a `resume`; false if absent
public record AddRequest(
        @Nullable String magnet,
        @Nullable String url,
        @Nullable String metainfo,
        @Nullable String downloadDir,
        @Nullable Boolean paused) {
    static final int LARGEST_METAINFO = 5 * 1024 * 1024;

    private static final int LONGEST_MAGNET = 16 * 1024;
    private static final int LONGEST_URL = 8 * 1024;
    private static final Pattern URL = Pattern.compile("(?i)https?://[^\\s]+");
    private static final byte[] NONE = {};

    /// @throws ApiException with [Invalid], naming all faults
    NewTorrent check() {
        var faults = new ArrayList<Fault>();
        if (Stream.of(magnet, url, metainfo).filter(Objects::nonNull).count() != 1) {
            faults.add(new Fault("", "give exactly one of magnet, url and metainfo"));
        }
        if (magnet != null && magnet.length() > LONGEST_MAGNET) {
            faults.add(new Fault("/magnet", "longer than " + LONGEST_MAGNET + " characters"));
        }
        if (url != null && (url.length() > LONGEST_URL || !URL.matcher(url).matches())) {
            faults.add(
                    new Fault("/url", "not an http or https URL of at most " + LONGEST_URL + " characters"));
        }
        return torrent(metainfo == null ? NONE : decode(metainfo, faults), faults);
    }

    /// Reads this as the options of an upload, which brings the metainfo itself.
    ///
    /// @throws ApiException with [Invalid], naming all faults
    NewTorrent checkBeside(byte[] uploaded) {
        var faults = new ArrayList<Fault>();
        if (magnet != null) {
            faults.add(new Fault("/magnet", "not taken beside an upload"));
        }
        if (url != null) {
            faults.add(new Fault("/url", "not taken beside an upload"));
        }
        if (metainfo != null) {
            faults.add(new Fault("/metainfo", "not taken beside an upload"));
        }
        return torrent(uploaded, faults);
    }

    private NewTorrent torrent(byte[] bytes, List<Fault> faults) {
        var directory = downloadDir == null ? null : path(downloadDir, faults);
        if (!faults.isEmpty()) {
            throw new ApiException(new Invalid(faults));
        }
        return new NewTorrent(
                magnet,
                url,
                bytes,
                directory,
                Boolean.TRUE.equals(paused),
                TorrentOptions.NONE);
    }

    private static byte[] decode(String base64, List<Fault> faults) {
        try {
            var bytes = Base64.getMimeDecoder().decode(base64);
            if (bytes.length > 0 && bytes.length <= LARGEST_METAINFO) {
                return bytes;
            }
            faults.add(
                    new Fault(
                            "/metainfo",
                            bytes.length == 0
                                    ? "empty"
                                    : bytes.length + " bytes; at most " + LARGEST_METAINFO + " are taken"));
        } catch (IllegalArgumentException e) {
            faults.add(new Fault("/metainfo", "not base64: " + e.getMessage()));
        }
        return NONE;
    }

    private static @Nullable Path path(String text, List<Fault> faults) {
        try {
            var path = Path.of(text).normalize();
            if (path.isAbsolute()) {
                return path;
            }
            faults.add(new Fault("/downloadDir", "not an absolute path"));
        } catch (InvalidPathException e) {
            faults.add(new Fault("/downloadDir", "not a path: " + e.getReason()));
        }
        return null;
    }
}
