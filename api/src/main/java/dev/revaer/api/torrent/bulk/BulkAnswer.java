package dev.revaer.api.torrent.bulk;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.revaer.api.problem.Problem;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What has become of each torrent, in the order they were named.
public record BulkAnswer(List<Result> results) {
    public BulkAnswer {
        results = List.copyOf(results);
    }

    /// What has become of one.
    ///
    /// @param infoHash as it was named
    /// @param status that the action would have had for this torrent alone
    /// @param problem why it was not done; absent if it was
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Result(
            @Schema(description = "as it was named", example = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", requiredMode = Schema.RequiredMode.REQUIRED) String infoHash,
            @Schema(description = "that the action would have had for this torrent alone", example = "200", requiredMode = Schema.RequiredMode.REQUIRED) int status,
            @Nullable Problem problem) {}
}
