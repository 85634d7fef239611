package dev.revaer.cli.argument;

import dev.revaer.cli.json.Fields;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/// Limits and goals of a torrent, as options.
public final class Wishes {
    @Option(names = "--down-limit", paramLabel = "RATE", converter = Amount.Converter.class, description = "Most bytes per second to download, such as 500k; none for no limit.")
    private @Nullable Amount downLimit;

    @Option(names = "--up-limit", paramLabel = "RATE", converter = Amount.Converter.class, description = "Most bytes per second to upload.")
    private @Nullable Amount upLimit;

    @Option(names = "--connections", paramLabel = "N", description = "Most connections; 0 for no limit.")
    private @Nullable Integer connections;

    @Option(names = "--upload-slots", paramLabel = "N", description = "Most peers to upload to at a time; 0 for no limit.")
    private @Nullable Integer uploadSlots;

    @Mixin
    private final Goals goals = new Goals();

    /// Writes what was given into a body.
    ///
    /// @param before the goals that hold; those that aren't named stay
    public void write(ObjectNode body, Fields before) {
        if (downLimit != null || upLimit != null || connections != null || uploadSlots != null) {
            var limits = body.putObject("limits");
            put(limits, "downloadBytesPerSecond", downLimit);
            put(limits, "uploadBytesPerSecond", upLimit);
            if (connections != null) {
                limits.put("connections", connections);
            }
            if (uploadSlots != null) {
                limits.put("uploadSlots", uploadSlots);
            }
        }
        goals.write(body, before);
    }

    private static void put(ObjectNode limits, String name, @Nullable Amount amount) {
        if (amount != null) {
            limits.put(name, amount.bytes());
        }
    }
}
