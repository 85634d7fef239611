package dev.revaer.api.hook;

import java.time.Instant;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What one hook is told of one job that has ended.
public record DeliveryAnswer(
        @Schema(description = "Sent as `X-Revaer-Delivery`, or as REVAER_DELIVERY: the same when it is sent again") String id,
        String hook,
        String state,
        String infoHash,
        @Schema(description = "Tries, since it was last put back into the queue") int attempts,
        Instant createdAt,
        @Schema(description = "When it is tried next; null once it is delivered or dead") @Nullable Instant nextTryAt,
        @Schema(description = "When it was delivered or given up") @Nullable Instant endedAt,
        @Schema(description = "How the last try went") @Nullable String detail,
        @Schema(description = "The last 4096 bytes of what the command wrote") @Nullable String output,
        @Schema(description = "What is told") JsonNode outcome) {}
