package dev.revaer.app.config;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Says how Revaer is: what the running service says of itself, or, if none runs, whether a start would go well.
@Command(name = "doctor", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false, description = "Say what is wrong, with its fix: of the service that runs, or else of a start with these options.", footer = {
        "",
        "Give it the options that 'revaer up' is given. Exit codes: 0 all is well, 6 the service runs but",
        "something is wrong with it, 78 none runs and a start would go wrong."})
public final class DoctorCommand implements Callable<Integer> {
    private static final int UNWELL = 6;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Spec
    private CommandSpec spec;

    @Mixin
    private StartOptions start = new StartOptions();

    @Override
    public Integer call() throws InterruptedException {
        var options = start.read();
        var health = health(options);
        PrintWriter out = spec.commandLine().getOut();
        try {
            return health.isPresent() ? tell(health.get(), options, out) : check(options, out);
        } finally {
            out.flush();
        }
    }

    private static int tell(JsonNode health, ServiceOptions options, PrintWriter out) {
        var isWell = health.path("status").asString("").equals("up");
        out.println(
                "Revaer " + health.path("version").asString("") + " runs on " + options.url() + " and is "
                        + health.path("status").asString("") + ".");
        health.path("components").forEachEntry((name, component) -> {
            var status = component.path("status").asString("");
            out.println(
                    (status.equals("up") ? "  well   " : "  WRONG  ") + name + ": "
                            + component.path("detail").asString(""));
        });
        return isWell ? 0 : UNWELL;
    }

    private static int check(ServiceOptions options, PrintWriter out) {
        out.println("No Revaer answers on " + options.url() + "; this is how a start would go.");
        var faults = StartChecks.everyFault(options);
        faults.forEach(fault -> out.println("  WRONG  " + fault));
        if (faults.isEmpty()) {
            out.println("  well   directories, keys, ports, database and settings");
        }
        return faults.isEmpty() ? 0 : UpCommand.BAD_CONFIGURATION;
    }

    /// What the service says of itself; empty if there is none that speaks as Revaer does.
    private static Optional<JsonNode> health(ServiceOptions options) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(options.url() + "/health")).timeout(PATIENCE).build();
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
            return Optional.of(JsonMapper.shared().readTree(body))
                    .filter(health -> health.path("components").isObject());
        } catch (IOException | JacksonException _) {
            return Optional.empty();
        }
    }
}
