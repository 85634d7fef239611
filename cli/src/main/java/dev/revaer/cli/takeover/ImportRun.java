package dev.revaer.cli.takeover;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import dev.revaer.cli.json.Fields;
import dev.revaer.cli.output.Column;
import dev.revaer.cli.output.Kind;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.service.Backups;
import dev.revaer.cli.session.Session;
import dev.revaer.cli.takeover.Takeover.Found;
import dev.revaer.cli.takeover.Takeover.Remark;
import dev.revaer.cli.takeover.torrent.ForeignStore;
import dev.revaer.cli.view.SafeText;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One import: read, shown, agreed on, done.
final class ImportRun {
    private static final int UNDONE = 6;
    private static final List<Column> ITEMS = List.of(
            new Column("infoHash", "HASH", Kind.HASH),
            new Column("name", "NAME", Kind.NAME),
            new Column("outcome", "OUTCOME", Kind.TEXT),
            new Column("reason", "REMARK", Kind.NAME));

    private final Session session;
    private final ImportOptions options;

    ImportRun(Session session, ImportOptions options) {
        this.session = session;
        this.options = options;
    }

    /// Takes over what is in the store.
    ///
    /// @return the exit code
    int of(String client, ForeignStore store) {
        var asks = !options.isAgreed() && !options.isDryRun();
        if (asks && !session.console().terminal().interactive()) {
            throw new CliException(
                    new CliError.Invalid("it asks first; without a terminal say --yes, or --dry-run"));
        }
        Path archive = null;
        try {
            archive = Files.createTempFile("revaer-import-", ".zip");
            var found = new Takeover(client, store, options).writeTo(archive);
            session.notice(
                    "Read from %s: %d torrents, %d unreadable.".formatted(
                            client,
                            found.torrents(),
                            found.unreadable().size()));
            return take(archive, found, asks);
        } catch (IOException e) {
            throw new CliException(
                    new CliError.Invalid("no room to write down what was read: " + e.getMessage()),
                    e);
        } finally {
            forget(archive);
        }
    }

    private int take(Path archive, Found found, boolean asks) {
        var backups = new Backups(session.client());
        if (options.isAgreed() && !options.isDryRun()) {
            return told(backups.takeOver(archive, false), found);
        }
        var preview = backups.takeOver(archive, true);
        int code = told(preview, found);
        if (!asks) {
            return code;
        }
        if (preview.at("torrents").count("added") == 0) {
            session.notice("There is nothing to add.");
            return code;
        }
        if (!session.console().agrees("Add them?")) {
            throw new CliException(new CliError.Invalid("everything stays as it is"));
        }
        return told(backups.takeOver(archive, false), found);
    }

    private int told(Fields answer, Found found) {
        var whole = with(found, answer);
        if (session.isTalking()) {
            summarise(whole);
        }
        if (!session.isTalking() || !whole.each("items").isEmpty()) {
            session.output().list(whole, ITEMS, "infoHash", "");
        }
        return answer.at("torrents").count("refused") == 0 && found.unreadable().isEmpty() ? 0 : UNDONE;
    }

    /// The service's answer with what only this side knows.
    private static Fields with(Found found, Fields answer) {
        var json = (ObjectNode) answer.json().deepCopy();
        var remarks = found.remarks()
                .stream()
                .collect(Collectors.toMap(Remark::of, Remark::text, (a, _) -> a));
        var items = json.path("items") instanceof ArrayNode array ? array : json.putArray("items");
        for (JsonNode node : items) {
            if (node instanceof ObjectNode item) {
                var remark = remarks.get(item.path("infoHash").asString(""));
                var reason = item.path("reason").asString("");
                var isAdded = item.path("outcome").asString("").equals("added");
                if (remark != null && isAdded) {
                    item.put("reason", reason.isEmpty() ? remark : reason + "; " + remark);
                } else if (item.path("outcome").asString("").equals("kept")) {
                    item.put("reason", "it is here already, and stays as it is");
                }
            }
        }
        for (var remark : found.unreadable()) {
            items.addObject()
                    .putNull("infoHash")
                    .put("name", remark.of())
                    .put("outcome", "unreadable")
                    .put("reason", remark.text());
        }
        json.put("unreadable", found.unreadable().size());
        return new Fields(json);
    }

    private void summarise(Fields answer) {
        var tally = answer.at("torrents");
        var does = answer.flag("dryRun") ? "would be " : "";
        session.console()
                .line(
                        SafeText.of(
                                "%d %sadded, %d here already, %d refused, %d unreadable".formatted(
                                        tally.count("added"),
                                        does,
                                        tally.count("kept"),
                                        tally.count("refused"),
                                        answer.count("unreadable"))));
    }

    private static void forget(@Nullable Path archive) {
        try {
            if (archive != null) {
                Files.deleteIfExists(archive);
            }
        } catch (IOException _) {
            // It lies where the system clears up.
        }
    }
}
