package dev.revaer.api.hook;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

import dev.revaer.api.problem.ApiError.BadParameter;
import dev.revaer.api.problem.ApiException;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A page of deliveries, the newest first.
public record DeliveryPage(
        List<DeliveryAnswer> items,
        @Schema(description = "For the page after this one; null on the last") @Nullable String nextCursor) {
    public DeliveryPage {
        items = List.copyOf(items);
    }

    /// @param deliveries one more than the page may hold, if there are more
    static DeliveryPage of(List<DeliveryAnswer> deliveries, int limit) {
        var page = deliveries.subList(0, Math.min(limit, deliveries.size()));
        return new DeliveryPage(page, deliveries.size() > limit ? Place.of(page.getLast()).cursor() : null);
    }

    /// Where a delivery stands in the list.
    public record Place(Instant createdAt, UUID id) {
        private static final Pattern FORM = Pattern.compile("(-?[0-9]{1,18})\\.([0-9a-f-]{36})");
        private static final int LONGEST = 200;

        static Place of(DeliveryAnswer delivery) {
            return new Place(delivery.createdAt(), UUID.fromString(delivery.id()));
        }

        String cursor() {
            var micros = ChronoUnit.MICROS.between(Instant.EPOCH, createdAt);
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((micros + "." + id).getBytes(StandardCharsets.US_ASCII));
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
                                UUID.fromString(parts.group(2)));
                    }
                }
            } catch (IllegalArgumentException _) {
                // told below
            }
            throw new ApiException(new BadParameter("cursor", "not one that this API gave out"));
        }
    }
}
