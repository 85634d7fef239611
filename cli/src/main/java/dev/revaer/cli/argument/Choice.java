package dev.revaer.cli.argument;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Which files of a torrent are wanted, as options.
public final class Choice {
    @Option(names = "--include", paramLabel = "GLOB", description = "Download only what matches; quote it, may be repeated.")
    private List<String> include = new ArrayList<>();

    @Option(names = "--exclude", paramLabel = "GLOB", description = "Don't download what matches; quote it, may be repeated.")
    private List<String> exclude = new ArrayList<>();

    @Option(names = "--skip-fluff", negatable = true, arity = "0", description = "Leave out samples, images and the like (--no-skip-fluff: don't).")
    private @Nullable Boolean skipFluff;

    @Option(names = "--priority", paramLabel = "INDEX=PRIORITY", description = "skip, low, normal or high for a file by its number in 'revaer files'; may be repeated.")
    private Map<Integer, String> priorities = new LinkedHashMap<>();

    /// Whether anything was given.
    public boolean isGiven() {
        return !include.isEmpty() || !exclude.isEmpty() || skipFluff != null || !priorities.isEmpty();
    }

    /// Writes what was given into a body.
    public void write(ObjectNode body) {
        globs(body, "include", include);
        globs(body, "exclude", exclude);
        if (skipFluff != null) {
            body.put("skipFluff", skipFluff);
        }
        if (!priorities.isEmpty()) {
            ArrayNode list = body.putArray("priorities");
            priorities.forEach(
                    (index, priority) -> list.addObject().put("index", index).put("priority", priority));
        }
    }

    private static void globs(ObjectNode body, String name, List<String> globs) {
        if (!globs.isEmpty()) {
            ArrayNode list = body.putArray(name);
            globs.stream().filter(glob -> !glob.isEmpty()).forEach(list::add);
        }
    }
}
