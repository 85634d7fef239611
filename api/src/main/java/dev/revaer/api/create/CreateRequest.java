package dev.revaer.api.create;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.revaer.api.problem.ApiError.Fault;
import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.engine.create.MetainfoFormat;
import dev.revaer.engine.create.NewMetainfo;
import dev.revaer.engine.create.SourceAddress;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/create`.
///
/// @param path absolute, of a file or folder inside the download or library directory
/// @param format `v1`, `v2` or `hybrid`; hybrid if absent
/// @param pieceLength bytes, a power of two from 16 KiB to 128 MiB; chosen by size if absent
/// @param isPrivate only its own trackers may be asked for peers (BEP 27); false if absent
/// @param trackers addresses, each a tier of its own, or lists of them, each a tier (BEP 12); at most 100
/// @param webSeeds addresses that serve the content (BEP 19); at most 100
/// @param source sets apart the torrents of two sites
/// @param startSeeding whether to add the torrent once it is made; false if absent
public record CreateRequest(
        @Nullable String path,
        @Nullable String format,
        @Nullable Integer pieceLength,
        @JsonProperty("private") @Nullable Boolean isPrivate,
        @ArraySchema(schema = @Schema(oneOf = {
                String.class,
                String[].class})) @Nullable List<@Nullable Object> trackers,
        @Nullable List<@Nullable String> webSeeds,
        @Nullable String comment,
        @Nullable String source,
        @Nullable Boolean startSeeding) {
    private static final int MOST_ADDRESSES = 100;
    private static final int LONGEST_PATH = 4_096;
    private static final int LONGEST_COMMENT = 4_096;
    private static final int LONGEST_SOURCE = 256;

    /// @throws ApiException with [Invalid], naming all faults
    NewMetainfo check() {
        var faults = new ArrayList<Fault>();
        var content = path(faults);
        var chosen = format(faults);
        if (pieceLength != null && !NewMetainfo.isPieceLength(pieceLength)) {
            faults.add(
                    new Fault(
                            "/pieceLength",
                            "must be a power of two from " + NewMetainfo.SHORTEST_PIECE + " to "
                                    + NewMetainfo.LONGEST_PIECE));
        }
        var tiers = tiers(faults);
        var seeds = webSeeds == null
                ? List.<String>of()
                : addresses("/webSeeds", webSeeds, SourceAddress.WEB_SEED, faults);
        checkLength("/comment", comment, LONGEST_COMMENT, faults);
        checkLength("/source", source, LONGEST_SOURCE, faults);
        if (!faults.isEmpty() || content == null) {
            throw new ApiException(new Invalid(faults));
        }
        return new NewMetainfo(
                content,
                chosen,
                pieceLength,
                Boolean.TRUE.equals(isPrivate),
                tiers,
                seeds,
                comment,
                source);
    }

    boolean wantsSeeding() {
        return Boolean.TRUE.equals(startSeeding);
    }

    private @Nullable Path path(List<Fault> faults) {
        if (path == null || path.length() > LONGEST_PATH) {
            faults.add(
                    new Fault(
                            "/path",
                            path == null ? "missing" : "longer than " + LONGEST_PATH + " characters"));
            return null;
        }
        try {
            var content = Path.of(path).normalize();
            if (content.isAbsolute()) {
                return content;
            }
            faults.add(new Fault("/path", "not an absolute path"));
        } catch (InvalidPathException e) {
            faults.add(new Fault("/path", "not a path: " + e.getReason()));
        }
        return null;
    }

    private MetainfoFormat format(List<Fault> faults) {
        var chosen = format == null ? MetainfoFormat.HYBRID : MetainfoFormat.ofLabel(format);
        if (chosen == null) {
            faults.add(new Fault("/format", "must be v1, v2 or hybrid"));
            return MetainfoFormat.HYBRID;
        }
        return chosen;
    }

    private List<List<String>> tiers(List<Fault> faults) {
        var tiers = new ArrayList<List<String>>();
        var given = trackers == null ? List.<@Nullable Object>of() : trackers;
        if (isTooMany("/trackers", given.size(), faults)) {
            return tiers;
        }
        for (int i = 0; i < given.size(); i++) {
            var pointer = "/trackers/" + i;
            if (given.get(i) instanceof List<?> tier && !tier.isEmpty()) {
                tiers.add(addresses(pointer, tier, SourceAddress.TRACKER, faults));
            } else {
                address(pointer, given.get(i), SourceAddress.TRACKER, faults)
                        .ifPresent(address -> tiers.add(List.of(address)));
            }
        }
        isTooMany("/trackers", tiers.stream().mapToInt(List::size).sum(), faults);
        return tiers;
    }

    private static List<String> addresses(
            String pointer,
            List<?> given,
            SourceAddress kind,
            List<Fault> faults) {
        var addresses = new ArrayList<String>();
        if (isTooMany(pointer, given.size(), faults)) {
            return addresses;
        }
        for (int i = 0; i < given.size(); i++) {
            address(pointer + "/" + i, given.get(i), kind, faults).ifPresent(addresses::add);
        }
        return addresses;
    }

    private static Optional<String> address(
            String pointer,
            @Nullable Object given,
            SourceAddress kind,
            List<Fault> faults) {
        if (!(given instanceof String address)) {
            faults.add(new Fault(pointer, "not an address"));
            return Optional.empty();
        }
        var fault = kind.fault(address);
        fault.ifPresent(detail -> faults.add(new Fault(pointer, detail)));
        return fault.isPresent() ? Optional.empty() : Optional.of(address);
    }

    private static boolean isTooMany(String pointer, int count, List<Fault> faults) {
        if (count > MOST_ADDRESSES) {
            faults.add(new Fault(pointer, "more than " + MOST_ADDRESSES + " addresses"));
        }
        return count > MOST_ADDRESSES;
    }

    private static void checkLength(String pointer, @Nullable String text, int longest, List<Fault> faults) {
        if (text != null && text.length() > longest) {
            faults.add(new Fault(pointer, "longer than " + longest + " characters"));
        }
    }
}
