package dev.revaer.cli.doctor;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;

import dev.revaer.cli.http.RevaerClient;
import dev.revaer.cli.json.Fields;
import dev.revaer.cli.problem.CliError.Refused;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.problem.Problem;
import dev.revaer.cli.service.Access;
import dev.revaer.cli.view.Units;

/// Asks a service that answers for all that could be wrong.
final class Examination {
    private static final int UNAUTHORISED = 401;
    private static final int FORBIDDEN = 403;
    private static final int CONFLICT = 409;
    /// Beyond it expiries and schedules are off.
    private static final Duration CLOCKS_AGREE = Duration.ofSeconds(30);

    private final RevaerClient client;
    private final Findings findings = new Findings();

    Examination(RevaerClient client) {
        this.client = client;
    }

    /// @throws CliException if it does not answer at all
    Findings run() {
        long begun = System.nanoTime();
        Fields open = client.health("/health");
        var took = Duration.ofNanos(System.nanoTime() - begun);
        findings.good(
                "service",
                "Revaer " + open.text("version", "?") + " answers on " + client.url() + " in "
                        + took.toMillis()
                        + " ms");
        if (isKeyGood()) {
            rights();
            clock();
            network();
            volumes();
        }
        open.at("components")
                .json()
                .properties()
                .forEach(
                        component -> findings
                                .component(component.getKey(), new Fields(component.getValue())));
        return findings;
    }

    private boolean isKeyGood() {
        try {
            client.health("/health/full");
            return true;
        } catch (CliException e) {
            var problem = problem(e);
            switch (problem.status()) {
                case UNAUTHORISED -> findings.down(
                        "key",
                        problem.title(),
                        "Give one by --api-key, REVAER_API_KEY or cli.toml; 'revaer keys issue' makes one.");
                case CONFLICT -> findings.down(
                        "key",
                        problem.title(),
                        "Finish the setup: 'revaer setup start', then 'revaer setup complete'.");
                default -> findings.down("key", problem.title(), text(problem));
            }
            return false;
        }
    }

    private void rights() {
        try {
            new Access(client).keys();
            findings.good("key", "good, and may do everything (admin)");
        } catch (CliException e) {
            var problem = problem(e);
            if (problem.status() == FORBIDDEN) {
                findings.good("key", "good, with bounds: " + text(problem));
            } else {
                findings.degraded("key", problem.title(), text(problem));
            }
        }
    }

    private void clock() {
        Fields stats = client.get("/v1/stats");
        try {
            var there = Instant.parse(stats.text("startedAt", ""))
                    .plusSeconds(stats.count("uptimeSeconds"));
            var apart = Duration.between(there, Instant.now()).abs();
            if (apart.compareTo(CLOCKS_AGREE) > 0) {
                findings.degraded(
                        "clock",
                        "the service's clock is " + apart.toSeconds() + " s off this one",
                        "Set both by NTP: expiry of keys, schedules and TLS go by it.");
            } else {
                findings.good("clock", "as here");
            }
        } catch (DateTimeParseException _) {
            findings.degraded("clock", "the service does not tell the time", "");
        }
    }

    private void network() {
        Fields network = client.get("/v1/network");
        for (Fields failure : network.each("failures")) {
            findings.down(
                    "port",
                    failure.text("address", "") + " " + failure.count("port") + "/"
                            + failure.text("protocol", "") + ": " + failure.text("reason", ""),
                    "Free the port, or set another: 'revaer config get engine.network.listen'.");
        }
        for (Fields mapping : network.each("mappings")) {
            if (mapping.text("error") != null) {
                findings.degraded(
                        "router",
                        mapping.text("transport", "") + ": " + mapping.text("error", ""),
                        "Forward the port on the router by hand, or turn port mapping off.");
            }
        }
        if (network.each("listening").isEmpty()) {
            findings.down("port", "no peer can connect", "See engine.network.listen in the settings.");
        } else {
            findings.good(
                    "port",
                    network.flag("hasIncoming")
                            ? "open: peers have connected"
                            : "listens; no peer has connected from outside yet, which is usual while nothing is"
                                    + " shared, else open the port");
        }
    }

    private void volumes() {
        for (Fields volume : client.get("/v1/stats").each("volumes")) {
            var words = volume.text("directory", "-") + " has " + Units.size(volume.count("freeBytes"))
                    + " free, " + Units.size(volume.count("leftBytes")) + " not promised to torrents";
            if (volume.count("leftBytes") <= 0) {
                findings.degraded("space", words, "Make room, or move torrents: 'revaer move'.");
            } else {
                findings.good("space", words);
            }
        }
    }

    private static Problem problem(CliException e) {
        if (e.error() instanceof Refused(var problem)) {
            return problem;
        }
        throw e;
    }

    private static String text(Problem problem) {
        return problem.detail() == null ? "" : problem.detail();
    }
}
