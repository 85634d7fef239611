package dev.revaer.cli.setting;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import dev.revaer.cli.output.Column;
import dev.revaer.cli.output.Kind;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.problem.Problem;
import dev.revaer.cli.service.Settings;
import dev.revaer.cli.session.Session;
import dev.revaer.cli.view.SafeText;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// `revaer config`.
@Command(name = "config", header = "Show and change the service's settings.", description = {"",
        "A setting is named by its place, as /limits/uploadBytesPerSecond or limits.uploadBytesPerSecond."})
public final class ConfigCommand {
    private static final JsonMapper PRETTY = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();
    private static final List<Column> EFFECTIVE = List.of(
            new Column("name", "SETTING", Kind.TEXT),
            new Column("wanted", "WANTED", Kind.NAME),
            new Column("running", "RUNNING", Kind.NAME),
            new Column("why", "WHY", Kind.NAME));

    private ConfigCommand() {}

    /// The verb with its own verbs, for this run.
    public static CommandLine of(Session session) {
        return new CommandLine(new ConfigCommand()).addSubcommand(new Get(session))
                .addSubcommand(new ConfigSet(session))
                .addSubcommand(new ConfigEdit(session))
                .addSubcommand(new ConfigHistory(session))
                .addSubcommand(new ConfigDiff(session))
                .addSubcommand(new ConfigRestore(session))
                .addSubcommand(new Schema(session))
                .addSubcommand(new Effective(session));
    }

    /// Writes JSON: for people over several lines, a text as it is.
    static void show(Session session, JsonNode json) {
        if (session.isJson()) {
            session.json(json);
        } else {
            session.console().print(pretty(json));
        }
    }

    /// JSON over several lines.
    static String pretty(JsonNode json) {
        return json.isString()
                ? SafeText.of(json.stringValue()) + "\n"
                : PRETTY.writeValueAsString(json)
                        .lines()
                        .map(SafeText::json)
                        .collect(Collectors.joining("\n", "", "\n"));
    }

    @Command(name = "get", header = "Show the settings that hold, or one of them.", footerHeading = "%nExamples:%n", footer = {
            "  revaer config get",
            "  revaer config get limits",
            "  revaer config get /limits/uploadBytesPerSecond"})
    private static final class Get implements Callable<Integer> {
        private final Session session;

        @Parameters(arity = "0..1", paramLabel = "PLACE", description = "What to show; all of them unless said.")
        private String place = "";

        Get(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            var value = new Settings(session.client()).current()
                    .json()
                    .path("settings")
                    .at(Place.of(place).pointer());
            if (value.isMissingNode()) {
                throw new CliException(
                        new CliError.Refused(
                                new Problem(
                                        404,
                                        "No such setting",
                                        place + "; 'revaer config get' shows all",
                                        null,
                                        List.of())));
            }
            show(session, value);
            return 0;
        }
    }

    @Command(name = "schema", header = "Show what the settings may be, as JSON Schema.", footerHeading = "%nExamples:%n", footer = {
            "  revaer config schema",
            "  revaer config schema limits.uploadBytesPerSecond"})
    private static final class Schema implements Callable<Integer> {
        private final Session session;

        @Parameters(arity = "0..1", paramLabel = "PLACE", description = "Of this setting or section; of all unless said.")
        private String place = "";

        Schema(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            var schema = new Settings(session.client()).schema().json();
            for (var path = Place.of(place).pointer(); !path.matches(); path = path.tail()) {
                schema = schema.path("properties").path(path.getMatchingProperty());
            }
            if (schema.isMissingNode()) {
                throw new CliException(
                        new CliError.Refused(
                                new Problem(404, "No such setting", place, null, List.of())));
            }
            show(session, schema);
            return 0;
        }
    }

    @Command(name = "effective", header = "Show what the BitTorrent session really runs with, and why that differs.", footerHeading = "%nExamples:%n", footer = {
            "  revaer config effective",
            "  revaer config effective -o csv"})
    private static final class Effective implements Callable<Integer> {
        private final Session session;

        Effective(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            session.output()
                    .list(new Settings(session.client()).effective(), EFFECTIVE, "name", "Nothing is set.");
            return 0;
        }
    }
}
