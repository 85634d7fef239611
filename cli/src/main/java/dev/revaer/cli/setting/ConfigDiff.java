package dev.revaer.cli.setting;

import java.util.concurrent.Callable;

import dev.revaer.cli.service.Settings;
import dev.revaer.cli.session.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// `revaer config diff`.
@Command(name = "diff", header = "Show what is set otherwise than by default, or than in another revision.", footerHeading = "%nExamples:%n", footer = {
        "  revaer config diff  # against the defaults",
        "  revaer config diff 1  # revision 1 against what holds",
        "  revaer config diff 1 2"})
final class ConfigDiff implements Callable<Integer> {
    private final Session session;

    @Parameters(index = "0", arity = "0..1", paramLabel = "FROM", description = "A revision; the defaults unless said.")
    private @Nullable String from;

    @Parameters(index = "1", arity = "0..1", paramLabel = "TO", description = "A revision; what holds unless said.")
    private @Nullable String to;

    ConfigDiff(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var settings = new Settings(session.client());
        var after = to == null ? settings.current().json().path("settings") : of(settings, to);
        var before = from == null
                ? Difference.defaults(settings.schema().json(), after)
                : of(settings, from);
        session.output()
                .list(Difference.between(before, after), ConfigHistory.CHANGES, "pointer", "No difference.");
        return 0;
    }

    private static JsonNode of(Settings settings, String revision) {
        return settings.revision(ConfigSet.revision(revision)).json().path("settings");
    }
}
