package dev.revaer.api.fsops;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

import dev.revaer.api.problem.ApiError.BadParameter;
import dev.revaer.api.problem.ApiException;
import dev.revaer.engine.InfoHash;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A page of jobs, the one that was queued last first.
public record JobPage(
        List<JobAnswer> items,
        @Schema(description = "For the page after this one; null on the last") @Nullable String nextCursor,
        @Schema(description = "Jobs that the filter lets through") int total) {
    public JobPage {
        items = List.copyOf(items);
    }

    /// @param jobs one more than the page may hold, if there are more
    static JobPage of(List<JobAnswer> jobs, int limit, int total) {
        var page = jobs.subList(0, Math.min(limit, jobs.size()));
        return new JobPage(page, jobs.size() > limit ? Place.of(page.getLast()).cursor() : null, total);
    }

    /// Where a job stands in the list.
    public record Place(Instant queuedAt, InfoHash infoHash) {
        private static final Pattern FORM = Pattern
                .compile("(-?[0-9]{1,18})\\.([0-9a-f]{40}|[0-9a-f]{64})");
        private static final int LONGEST = 200;

        static Place of(JobAnswer job) {
            return new Place(job.queuedAt(), new InfoHash(job.infoHash()));
        }

        String cursor() {
            var micros = ChronoUnit.MICROS.between(Instant.EPOCH, queuedAt);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((micros + "." + infoHash.hex()).getBytes(StandardCharsets.US_ASCII));
        }

        /// Reads what [#cursor] wrote.
        ///
        /// @throws ApiException with [BadParameter] if it is none
        static Place read(String cursor) {
            try {
                if (cursor.length() <= LONGEST) {
                    var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.ISO_8859_1);
                    var parts = FORM.matcher(text);
                    if (parts.matches()) {
                        var micros = Long.parseLong(parts.group(1));
                        return new Place(
                                Instant.EPOCH.plus(micros, ChronoUnit.MICROS),
                                new InfoHash(parts.group(2)));
                    }
                }
            } catch (IllegalArgumentException _) {
                // told below
            }
            throw new ApiException(new BadParameter("cursor", "not one that this API gave out"));
        }
    }
}
