package dev.revaer.cli.fsops;

import java.util.List;
import java.util.concurrent.Callable;

import dev.revaer.cli.argument.OneTorrent;
import dev.revaer.cli.json.Fields;
import dev.revaer.cli.output.Column;
import dev.revaer.cli.output.Kind;
import dev.revaer.cli.service.Fsops;
import dev.revaer.cli.session.Session;
import dev.revaer.cli.view.SafeText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `revaer fsops plan`.
@Command(name = "plan", header = "Show what post-processing would do to each file, without doing it.", footerHeading = "%nExamples:%n", footer = {
        "  revaer fsops plan debian-13",
        "  revaer fsops plan debian-13 -o csv"})
final class PlanCommand implements Callable<Integer> {
    private static final List<Column> FILES = List.of(
            new Column("action", "ACTION", Kind.TEXT),
            new Column("path", "PATH", Kind.NAME),
            new Column("target", "TARGET", Kind.NAME),
            new Column("sizeBytes", "SIZE", Kind.SIZE),
            new Column("reason", "WHY", Kind.NAME));

    private final Session session;

    @Mixin
    private final OneTorrent torrent = new OneTorrent();

    PlanCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Fields plan = new Fsops(session.client()).plan(torrent.infoHash(session));
        if (session.isTalking()) {
            session.console().line(SafeText.of(words(plan)));
            plan.texts("notes").forEach(note -> session.console().line(SafeText.of(note)));
        }
        session.output().list(plan, plan.each("files"), FILES, "path", "No files.");
        return 0;
    }

    private static String words(Fields plan) {
        String path = plan.text("libraryPath", "the library");
        return switch (plan.text("outcome", "")) {
            case "publish" -> "Would publish " + path;
            case "add" -> "Would add to " + path;
            case "replace" -> "Would replace " + path;
            case "nothing" -> "Would do nothing: " + path + " stands already";
            default -> "Would fail at %s: %s".formatted(plan.text("stage", "-"), plan.text("reason", "-"));
        };
    }
}
