package dev.revaer.api.torrent;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.revaer.api.problem.ApiError.Fault;
import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.torrent.OptionsRequest.LimitsRequest;
import dev.revaer.api.torrent.OptionsRequest.PriorityRequest;
import dev.revaer.api.torrent.OptionsRequest.SeedGoalsRequest;
import dev.revaer.api.torrent.TorrentCatalog.NewTorrent;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.TransferMode;
import dev.revaer.engine.create.SourceAddress;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/torrents`: one of `magnet`, `url` and `metainfo`.
///
/// @param magnet a magnet link (BEP 9), at most 16 KiB
/// @param url of a `.torrent` of at most 5 MiB, http or https; it may redirect to a magnet link
/// @param metainfo a `.torrent` in base64; how large it may be is said by `/api/bounds/metainfoBytes`
/// @param downloadDir absolute; the usual one if absent
/// @param category name of one that exists; its directory, limits and goals are the torrent's unless said otherwise
/// @param tags made where they are new
/// @param paused whether to wait for a `resume`; false if absent
/// @param sequential pieces in the order of the files
/// @param firstLastPieces the first and last piece of each file before the others
/// @param include globs of the files that are wanted; all if absent
/// @param exclude globs of files that are not wanted
/// @param skipFluff whether samples, screenshots and the like are left out
/// @param priorities of single files, by index
/// @param seedMode whether data already in place is trusted after a sample of it was checked
/// @param trackers to announce to besides those it names, each a tier of its own
/// @param webSeeds to download from besides those it names
public record AddRequest(
        @Nullable String magnet,
        @Nullable String url,
        @Nullable String metainfo,
        @Nullable String downloadDir,
        @Nullable String category,
        @Nullable List<String> tags,
        @Nullable Boolean paused,
        @Nullable Boolean sequential,
        @Nullable Boolean firstLastPieces,
        @Nullable List<String> include,
        @Nullable List<String> exclude,
        @Nullable Boolean skipFluff,
        @Nullable List<PriorityRequest> priorities,
        @Nullable Boolean seedMode,
        @Nullable LimitsRequest limits,
        @Nullable SeedGoalsRequest seedGoals,
        @Nullable List<String> trackers,
        @Nullable List<String> webSeeds) {

    private static final int LONGEST_MAGNET = 16 * 1024;
    private static final int LONGEST_URL = 8 * 1024;
    private static final int MOST_SOURCES = 200;
    /// Of which nothing is said.
    static final AddRequest EMPTY = new AddRequest(
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    private static final Pattern URL = Pattern.compile("(?i)https?://[^\\s]+");
    private static final byte[] NONE = {};

    /// Makes sure of the values.
    ///
    /// @param largestMetainfo bytes that are taken
    /// @throws ApiException with [Invalid], naming all faults
    NewTorrent check(int largestMetainfo) {
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
        return torrent(metainfo == null ? NONE : decode(metainfo, largestMetainfo, faults), faults);
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
        var options = options(faults);
        var extraTrackers = addresses("trackers", trackers, SourceAddress.TRACKER, faults);
        var extraWebSeeds = addresses("webSeeds", webSeeds, SourceAddress.WEB_SEED, faults);
        if (!faults.isEmpty()) {
            throw new ApiException(new Invalid(faults));
        }
        return new NewTorrent(
                magnet,
                url,
                bytes,
                directory,
                Boolean.TRUE.equals(paused),
                Boolean.TRUE.equals(seedMode),
                options,
                extraTrackers,
                extraWebSeeds);
    }

    private TorrentOptions options(List<Fault> faults) {
        var labels = new OptionsRequest(
                category,
                tags,
                include,
                exclude,
                skipFluff,
                priorities,
                limits,
                seedGoals);
        return labels.over(TorrentOptions.NONE, faults)
                .with(TransferMode.SEQUENTIAL, Boolean.TRUE.equals(sequential))
                .with(TransferMode.FIRST_LAST_PIECES, Boolean.TRUE.equals(firstLastPieces));
    }

    private static List<String> addresses(
            String field,
            @Nullable List<String> given,
            SourceAddress kind,
            List<Fault> faults) {
        if (given == null) {
            return List.of();
        }
        if (given.size() > MOST_SOURCES) {
            faults.add(new Fault("/" + field, "more than " + MOST_SOURCES));
            return List.of();
        }
        for (int i = 0; i < given.size(); i++) {
            var address = given.get(i);
            var fault = address == null ? Optional.of("must be an address") : kind.fault(address);
            if (fault.isPresent()) {
                faults.add(new Fault("/" + field + "/" + i, fault.get()));
            }
        }
        return faults.isEmpty() ? List.copyOf(given) : List.of();
    }

    private static byte[] decode(String base64, int largest, List<Fault> faults) {
        try {
            var bytes = Base64.getMimeDecoder().decode(base64);
            if (bytes.length > 0 && bytes.length <= largest) {
                return bytes;
            }
            faults.add(
                    new Fault(
                            "/metainfo",
                            bytes.length == 0
                                    ? "empty"
                                    : bytes.length + " bytes; at most " + largest + " are taken"));
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
