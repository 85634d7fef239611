package dev.revaer.cli.access;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.revaer.cli.argument.Span;
import dev.revaer.cli.json.Fields;
import dev.revaer.cli.output.Column;
import dev.revaer.cli.output.Kind;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.problem.Problem;
import dev.revaer.cli.service.Access;
import dev.revaer.cli.session.Session;
import dev.revaer.cli.view.SafeText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `revaer keys`.
@Command(name = "keys", header = "Show, issue, rotate and revoke API keys.")
public final class KeysCommand {
    private static final List<Column> COLUMNS = List.of(
            new Column("id", "ID", Kind.TEXT),
            new Column("label", "LABEL", Kind.NAME),
            new Column("scopes", "SCOPES", Kind.LIST),
            new Column("createdAt", "CREATED", Kind.TIME),
            new Column("expiresAt", "EXPIRES", Kind.TIME),
            new Column("lastUsedAt", "LAST USED", Kind.TIME),
            new Column("oldSecretUntil", "OLD SECRET UNTIL", Kind.TIME));
    private static final List<Column> ISSUED = List.of(
            new Column("secret", "Key", Kind.TEXT),
            new Column("key.id", "ID", Kind.TEXT),
            new Column("key.label", "Label", Kind.NAME),
            new Column("key.scopes", "Scopes", Kind.LIST),
            new Column("key.expiresAt", "Expires", Kind.TIME),
            new Column("key.oldSecretUntil", "Old key good until", Kind.TIME));

    private KeysCommand() {}

    /// The verb with its own verbs, for this run.
    public static CommandLine of(Session session) {
        return new CommandLine(new KeysCommand()).addSubcommand(new Ls(session))
                .addSubcommand(new Issue(session))
                .addSubcommand(new Rotate(session))
                .addSubcommand(new Revoke(session));
    }

    /// Shows a key that is never shown again.
    static void show(Session session, Fields issued) {
        session.output().object(issued, ISSUED, "secret");
        if (session.isTalking()) {
            session.notice("The key is shown this once; keep it.");
        }
    }

    /// The key with this id or, if it is the only one, with this label.
    private static Fields find(Session session, String wanted) {
        var keys = new Access(session.client()).keys().each("items");
        var found = keys.stream().filter(key -> wanted.equals(key.text("id"))).toList();
        if (found.isEmpty()) {
            found = keys.stream()
                    .filter(key -> key.text("id", "").startsWith(wanted) || wanted.equals(key.text("label")))
                    .toList();
        }
        if (found.isEmpty()) {
            throw refused(404, "No such API key", "none has the id or label " + wanted);
        }
        if (found.size() > 1) {
            throw refused(
                    409,
                    "Several API keys are meant",
                    wanted + " is the beginning or label of " + found.size() + "; 'keys ls' has their ids");
        }
        return found.getFirst();
    }

    private static CliException refused(int status, String title, String detail) {
        return new CliException(new CliError.Refused(new Problem(status, title, detail, null, List.of())));
    }

    @Command(name = "ls", header = "Show the keys there are; their secrets are kept nowhere.", footerHeading = "%nExamples:%n", footer = {
            "  revaer keys ls",
            "  revaer keys ls -o csv"})
    private static final class Ls implements Callable<Integer> {
        private final Session session;

        Ls(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            session.output().list(new Access(session.client()).keys(), COLUMNS, "id", "No keys.");
            return 0;
        }
    }

    @Command(name = "issue", header = "Issue a key for a program or a person.", footerHeading = "%nExamples:%n", footer = {
            "  revaer keys issue sonarr --scope torrents",
            "  revaer keys issue dashboard --expires 30d -q  # prints the key alone"})
    private static final class Issue implements Callable<Integer> {
        private final Session session;

        @Parameters(paramLabel = "LABEL", description = "What it is called in lists, logs and the audit log.")
        private String label = "";

        @Option(names = "--scope", paramLabel = "SCOPE", description = "What it may do: read (the default), torrents or admin, each with those before it; may be repeated.")
        private List<String> scopes = new ArrayList<>();

        @Option(names = "--expires", paramLabel = "SPAN", converter = Span.Converter.class, description = "Good for this long, such as 12h or 30d; forever unless said.")
        private @Nullable Span expires;

        Issue(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            var end = expires == null
                    ? null
                    : Instant.now().plus(expires.duration()).truncatedTo(ChronoUnit.SECONDS).toString();
            show(
                    session,
                    new Access(session.client())
                            .issue(label, scopes.isEmpty() ? List.of("read") : scopes, end));
            return 0;
        }
    }

    @Command(name = "rotate", header = "Give a key a new secret; the old one is good a while longer.", footerHeading = "%nExamples:%n", footer = {
            "  revaer keys rotate sonarr",
            "  revaer keys rotate sonarr --grace 1h"})
    private static final class Rotate implements Callable<Integer> {
        private final Session session;

        @Parameters(paramLabel = "KEY", description = "Its id, the beginning of it, or its label.")
        private String key = "";

        @Option(names = "--grace", paramLabel = "SPAN", converter = Span.Converter.class, description = "How long the old secret is good, such as 1h; 0s for no longer.")
        private @Nullable Span grace;

        Rotate(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            var found = find(session, key);
            show(
                    session,
                    new Access(session.client())
                            .rotate(found.text("id", ""), grace == null ? null : grace.duration()));
            return 0;
        }
    }

    @Command(name = "revoke", header = "Have keys be good no more, at once.", footerHeading = "%nExamples:%n", footer = {
            "  revaer keys revoke sonarr"})
    private static final class Revoke implements Callable<Integer> {
        private final Session session;

        @Parameters(paramLabel = "KEY", arity = "1..*", description = "Their ids, the beginnings of them, or labels.")
        private List<String> keys = new ArrayList<>();

        Revoke(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            var found = keys.stream().map(wanted -> find(session, wanted)).toList();
            for (var key : found) {
                new Access(session.client()).revoke(key.text("id", ""));
                session.output().done(SafeText.of("Revoked " + key.text("label", "")), null);
            }
            return 0;
        }
    }
}
