package dev.revaer.cli.service;

import java.util.OptionalLong;

import dev.revaer.cli.json.Fields;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A torrent as the service tells of it.
///
/// @param fields the answer itself, unknown fields included
public record Torrent(Fields fields) {
    /// @throws CliException with [CliError.NotUnderstood] when the answer names no info hash
    public Torrent {
        if (fields.text("infoHash") == null) {
            throw new CliException(new CliError.NotUnderstood("a torrent without an info hash"));
        }
    }

    /// The answer itself.
    public JsonNode json() {
        return fields.json();
    }

    /// 40 or 64 hex digits.
    public String infoHash() {
        return fields.text("infoHash", "");
    }

    /// The name, or the info hash as long as there is none. Written by strangers: show it by `SafeText` only.
    public String name() {
        return fields.text("name", infoHash());
    }

    /// One of the states of the service, or a newer one.
    public String state() {
        return fields.text("state", "unknown");
    }

    /// Why it is in its state.
    public @Nullable String reason() {
        return fields.text("reason");
    }

    /// 0–1.
    public double progress() {
        return fields.part("progress");
    }

    /// 0 until the metadata is there.
    public long sizeBytes() {
        return fields.count("sizeBytes");
    }

    /// Time left at the present rate.
    public OptionalLong etaSeconds() {
        return fields.number("etaSeconds");
    }

    /// State of the post-processing; null when there is none yet.
    public @Nullable String fsopsState() {
        return fields.at("fsops").text("state");
    }

    /// Whether all that was wanted is on the disk.
    public boolean isDownloaded() {
        return fields.text("completedAt") != null || state().equals("seeding") || state().equals("completed");
    }

    /// Whether the info hash, in any of its forms, begins with `prefix` (lower case).
    public boolean hasHashPrefix(String prefix) {
        return infoHash().startsWith(prefix)
                || fields.text("infoHashV1", "").startsWith(prefix)
                || fields.text("infoHashV2", "").startsWith(prefix);
    }
}
