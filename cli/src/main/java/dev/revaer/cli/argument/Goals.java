package dev.revaer.cli.argument;

import dev.revaer.cli.json.Fields;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/// When seeding has reached its goal, as options.
public final class Goals {
    @Option(names = "--ratio", paramLabel = "RATIO", description = "Seed until so much more was uploaded than downloaded; 0 for without end.")
    private @Nullable Double ratio;

    @Option(names = "--seed-time", paramLabel = "SPAN", converter = Span.Converter.class, description = "Seed for so long, such as 7d or 12h; 0 for without end.")
    private @Nullable Span seedTime;

    @Option(names = "--goal-action", paramLabel = "ACTION", description = "What is done then: stop, remove or removeData.")
    private @Nullable String goalAction;

    /// Writes what was given into a body.
    ///
    /// @param before the goals that hold; those that aren't named stay
    public void write(ObjectNode body, Fields before) {
        if (ratio == null && seedTime == null && goalAction == null) {
            return;
        }
        var goals = body.putObject("seedGoals");
        before.json().properties().forEach(goal -> goals.set(goal.getKey(), goal.getValue()));
        if (ratio != null) {
            goals.put("ratio", ratio);
        }
        if (seedTime != null) {
            goals.put("seedTime", seedTime.toString());
        }
        if (goalAction != null) {
            goals.put("action", goalAction);
        }
    }
}
