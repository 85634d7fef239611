package dev.revaer.cli.torrent;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.revaer.cli.argument.Span;
import dev.revaer.cli.http.Problems;
import dev.revaer.cli.json.Fields;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.service.Torrent;
import dev.revaer.cli.session.Attempts;
import dev.revaer.cli.session.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `revaer action`.
@Command(name = "action", header = "Command torrents.", description = {"",
        "ACTION is one of pause, resume, reannounce, recheck, queueTop, queueUp, queueDown, queueBottom, deadline, and the modes",
        "sequential, firstLastPieces, superSeed and forceStart, which --off ends. It may stand before or after the torrents."}, footerHeading = "%nExamples:%n", footer = {
                "  revaer action pause debian-13 3f9c  # several at once",
                "  revaer action resume 'debian*'  # all that match",
                "  revaer action debian-13 sequential --off",
                "  revaer action deadline debian-13 --piece 0 --within 30s",
                "  revaer action recheck debian-13"})
public final class ActionCommand implements Callable<Integer> {
    private static final int MOST_AT_ONCE = 1000;
    private static final Map<String, String> ACTIONS = Stream
            .of(
                    "pause",
                    "resume",
                    "reannounce",
                    "recheck",
                    "sequential",
                    "firstLastPieces",
                    "superSeed",
                    "forceStart",
                    "queueTop",
                    "queueUp",
                    "queueDown",
                    "queueBottom",
                    "deadline")
            .collect(Collectors.toMap(action -> action.toLowerCase(Locale.ROOT), Function.identity()));

    private final Session session;

    @Parameters(arity = "2..*", paramLabel = "ACTION|TORRENT", description = "The action, and info hashes, beginnings of them, names, parts of names or quoted globs.")
    private List<String> words = new ArrayList<>();

    @Option(names = "--off", description = "End a mode instead of beginning it.")
    private boolean off;

    @Option(names = "--piece", paramLabel = "N", description = "For deadline: the piece, from 0.")
    private @Nullable Integer piece;

    @Option(names = "--within", paramLabel = "SPAN", converter = Span.Converter.class, description = "For deadline: how soon it is wanted, such as 30s.")
    private @Nullable Span within;

    /// The verb, for this run.
    public ActionCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var targets = new ArrayList<>(words);
        String action = ACTIONS.get(targets.getFirst().toLowerCase(Locale.ROOT));
        if (action != null) {
            targets.removeFirst();
        } else {
            action = ACTIONS.get(targets.removeLast().toLowerCase(Locale.ROOT));
        }
        if (action == null) {
            throw new CliException(
                    new CliError.Invalid(
                            "no action among %s; there are %s".formatted(
                                    String.join(", ", words),
                                    ACTIONS.values().stream().sorted().collect(Collectors.joining(", ")))));
        }
        ObjectNode command = command(action);
        List<Torrent> torrents = session.finder().findAll(targets);
        if (torrents.size() == 1) {
            Torrent after = session.torrents().act(torrents.getFirst().infoHash(), command);
            session.output().done(after.name() + " is " + after.state(), after.fields());
            return 0;
        }
        var attempts = new Attempts(session);
        for (int from = 0; from < torrents.size(); from += MOST_AT_ONCE) {
            act(
                    torrents.subList(from, Math.min(from + MOST_AT_ONCE, torrents.size())),
                    action,
                    command,
                    attempts);
        }
        return attempts.exitCode();
    }

    private void act(List<Torrent> torrents, String action, ObjectNode command, Attempts attempts) {
        Fields answer = session.torrents()
                .actOnAll(torrents.stream().map(Torrent::infoHash).toList(), command);
        Map<String, Torrent> byHash = torrents.stream()
                .collect(Collectors.toMap(Torrent::infoHash, Function.identity()));
        for (Fields result : answer.each("results")) {
            Torrent torrent = byHash.get(result.text("infoHash", ""));
            String name = torrent == null ? result.text("infoHash", "") : torrent.name();
            if (result.has("problem")) {
                session.notice(name + ":");
                attempts.failed(Problems.refusal((int) result.count("status"), result.at("problem")));
            } else if (session.isTalking()) {
                session.output().done(name + ": " + action, null);
            }
        }
        if (session.isJson()) {
            session.json(answer.json());
        }
    }

    private ObjectNode command(String action) {
        var command = JsonNodeFactory.instance.objectNode().put("action", action);
        if (off) {
            command.put("enabled", false);
        }
        if (piece != null) {
            command.put("piece", piece);
        }
        if (within != null) {
            command.put("deadlineMillis", within.duration().toMillis());
        }
        return command;
    }
}
