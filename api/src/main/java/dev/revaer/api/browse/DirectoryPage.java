package dev.revaer.api.browse;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

import dev.revaer.api.problem.ApiError.BadParameter;
import dev.revaer.api.problem.ApiException;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A part of what is in a directory.
///
/// @param path of the directory; null for the list of roots
/// @param parent of the directory; null for a root, and for the list of roots
/// @param items in the order of their names
/// @param nextCursor where the next page begins; null after the last
public record DirectoryPage(
        @Schema(description = "of the directory; null for the list of roots", example = "/data/downloads/films") @Nullable String path,
        @Schema(description = "of the directory; null for a root, and for the list of roots", example = "/data/downloads") @Nullable String parent,
        @Schema(description = "in the order of their names") List<Entry> items,
        @Schema(description = "where the next page begins; null after the last") @Nullable String nextCursor) {
    public DirectoryPage {
        items = List.copyOf(items);
    }

    /// Something in a directory.
    ///
    /// @param name with U+FFFD for what is no character
    /// @param kind `directory`, `file`, `link` or `other`; links are not followed to tell more of them
    /// @param sizeBytes of a file; null for what is none
    public record Entry(
            @Schema(description = "with U+FFFD for what is no character", example = "Alien (1979)") String name,
            @Schema(example = "/data/downloads/films/Alien (1979)") String path,
            @Schema(description = "links are not followed to tell more of them", allowableValues = {
                    "directory",
                    "file", "link", "other"}) String kind,
            @Schema(description = "of a file; null for what is none") @Nullable Long sizeBytes,
            @Nullable Instant modifiedAt) {}

    /// The cursor of the page that begins after a name.
    public static String cursor(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    /// The name after which a page begins.
    ///
    /// @throws ApiException with [BadParameter]
    static @Nullable String name(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ApiException(new BadParameter("cursor", "must be the nextCursor of a page"), e);
        }
    }
}
