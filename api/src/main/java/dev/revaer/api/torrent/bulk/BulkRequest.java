package dev.revaer.api.torrent.bulk;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.revaer.api.problem.ApiError.Fault;
import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.torrent.ActionRequest;
import dev.revaer.api.torrent.OptionsRequest;
import dev.revaer.api.torrent.TorrentCatalog;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.TorrentOptions;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/torrents/actions`.
///
/// @param hashes v1 or v2 info hashes; one that is named twice is acted on once
/// @param action those of `POST /v1/torrents/{hash}/action`, `remove` and `change`
/// @param enabled for `sequential`, `firstLastPieces`, `superSeed` and `forceStart`; true if absent
/// @param piece for `deadline`: index of the piece, from 0
/// @param deadlineMillis for `deadline`: within how many milliseconds the piece is wanted
/// @param deleteData for `remove`: whether the downloaded data goes as well; false if absent
/// @param options for `change`: what is to be another, as `PATCH /v1/torrents/{hash}` takes it
public record BulkRequest(
        @ArraySchema(minItems = 1, maxItems = BulkRequest.MOST, schema = @Schema(type = "string", minLength = 40, maxLength = 64), arraySchema = @Schema(description = "v1 or v2 info hashes; one that is named twice is acted on once", requiredMode = Schema.RequiredMode.REQUIRED)) @Nullable List<@Nullable String> hashes,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, allowableValues = {
                "pause", "resume",
                "reannounce", "recheck", "sequential", "firstLastPieces", "superSeed", "forceStart",
                "queueTop", "queueUp", "queueDown", "queueBottom", "deadline", "remove",
                "change"}) @Nullable String action,
        @Schema(description = "for sequential, firstLastPieces, superSeed and forceStart; true if absent") @Nullable Boolean enabled,
        @Schema(description = "for deadline: index of the piece, from 0") @Nullable Integer piece,
        @Schema(description = "for deadline: within how many milliseconds the piece is wanted") @Nullable Integer deadlineMillis,
        @Schema(description = "for remove: whether the downloaded data goes as well; false if absent") @Nullable Boolean deleteData,
        @Schema(description = "for change: what is to be another; what is absent stays as it is") @Nullable OptionsRequest options) {
    static final int MOST = 1_000;
    private static final int LONGEST_HASH = 64;
    private static final String OPTIONS = "/options";
    private static final InfoHash ANY = new InfoHash("0".repeat(40));

    /// What to do with each torrent, and with which status it is done.
    ///
    /// @param isOrdered whether what is done to one torrent shifts the others, so that it must be done in order
    record Act(Each each, int status, boolean isOrdered, boolean isBackwards) {
        /// Does it with one torrent.
        @FunctionalInterface
        interface Each {
            void with(InfoHash infoHash);
        }
    }

    /// Checks everything that is the same for all torrents.
    ///
    /// @param actor who asks, for the audit log
    /// @throws ApiException with [Invalid], naming all faults
    Act check(TorrentCatalog catalog, String actor) {
        var faults = new ArrayList<Fault>();
        checkHashes(faults);
        if (deleteData != null && !"remove".equals(action)) {
            faults.add(new Fault("/deleteData", "goes with the action remove alone"));
        }
        if (options != null && !"change".equals(action)) {
            faults.add(new Fault(OPTIONS, "goes with the action change alone"));
        }
        var act = act(catalog, actor, faults);
        if (act == null || !faults.isEmpty()) {
            throw new ApiException(new Invalid(faults));
        }
        return act;
    }

    /// As they were named; once [#check] has passed.
    List<String> named() {
        return hashes == null ? List.of() : hashes.stream().map(String::valueOf).toList();
    }

    private void checkHashes(List<Fault> faults) {
        if (hashes == null || hashes.isEmpty() || hashes.size() > MOST) {
            faults.add(new Fault("/hashes", "must be 1 to " + MOST + " info hashes"));
            return;
        }
        IntStream.range(0, hashes.size())
                .filter(i -> !isLikeHash(hashes.get(i)))
                .forEach(
                        i -> faults.add(
                                new Fault(
                                        "/hashes/" + i,
                                        "must be an info hash of 40 (v1) or 64 (v2) hex digits")));
    }

    private static boolean isLikeHash(@Nullable String hash) {
        return hash != null && hash.length() <= LONGEST_HASH;
    }

    private @Nullable Act act(TorrentCatalog catalog, String actor, List<Fault> faults) {
        if ("remove".equals(action)) {
            var withData = deleteData != null && deleteData;
            return new Act(hash -> catalog.remove(hash, withData), 204, false, false);
        }
        if ("change".equals(action)) {
            return change(catalog, actor, faults);
        }
        var single = new ActionRequest(action, enabled, piece, deadlineMillis);
        if (!single.isKnown()) {
            faults.add(
                    new Fault("/action", "must be one of " + ActionRequest.KNOWN + ", remove, change"));
            return null;
        }
        noting(faults, () -> single.on(ANY));
        var isOrdered = action != null && action.startsWith("queue");
        return new Act(hash -> {
            var _ = single.on(hash).apply(catalog); // how the torrent stands now is not told
        },
                200,
                isOrdered,
                "queueTop".equals(action) || "queueDown".equals(action));
    }

    private @Nullable Act change(TorrentCatalog catalog, String actor, List<Fault> faults) {
        var wanted = options;
        if (wanted == null) {
            faults.add(new Fault(OPTIONS, "missing"));
            return null;
        }
        noting(faults, () -> over(wanted, TorrentOptions.NONE));
        return new Act(
                hash -> catalog.change(hash, before -> over(wanted, before), actor),
                200,
                false,
                false);
    }

    private static TorrentOptions over(OptionsRequest wanted, TorrentOptions before) {
        var faults = new ArrayList<Fault>();
        var after = wanted.over(before, faults);
        if (!faults.isEmpty()) {
            throw new ApiException(
                    new Invalid(
                            faults.stream()
                                    .map(fault -> new Fault(OPTIONS + fault.pointer(), fault.detail()))
                                    .toList()));
        }
        return after;
    }

    private static void noting(List<Fault> faults, Runnable look) {
        try {
            look.run();
        } catch (ApiException e) {
            if (!(e.error() instanceof Invalid(var found))) {
                throw e;
            }
            faults.addAll(found);
        }
    }
}
