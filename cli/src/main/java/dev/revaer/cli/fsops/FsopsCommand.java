package dev.revaer.cli.fsops;

import java.util.List;
import java.util.concurrent.Callable;

import dev.revaer.cli.argument.ManyTorrents;
import dev.revaer.cli.argument.OneTorrent;
import dev.revaer.cli.json.Fields;
import dev.revaer.cli.output.Column;
import dev.revaer.cli.output.Kind;
import dev.revaer.cli.service.Fsops;
import dev.revaer.cli.service.Torrent;
import dev.revaer.cli.session.Attempts;
import dev.revaer.cli.session.Session;
import dev.revaer.cli.torrent.FollowOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `revaer fsops`.
@Command(name = "fsops", header = "Show and steer the post-processing of finished downloads.")
public final class FsopsCommand {
    private static final List<Column> JOB = List.of(
            new Column("job.infoHash", "TORRENT", Kind.TEXT),
            new Column("job.name", "NAME", Kind.NAME),
            new Column("job.state", "STATE", Kind.STATE),
            new Column("job.stage", "STAGE", Kind.TEXT),
            new Column("job.percent", "PERCENT", Kind.COUNT),
            new Column("job.libraryPath", "LIBRARY", Kind.NAME),
            new Column("job.attempts", "ATTEMPTS", Kind.COUNT),
            new Column("job.nextTryAt", "NEXT TRY", Kind.TIME),
            new Column("job.detail", "DETAIL", Kind.NAME));
    private static final List<Column> STAGES = List.of(
            new Column("stage", "STAGE", Kind.TEXT),
            new Column("status", "STATUS", Kind.TEXT),
            new Column("bytes", "BYTES", Kind.SIZE),
            new Column("endedAt", "ENDED", Kind.TIME),
            new Column("detail", "DETAIL", Kind.NAME));

    private FsopsCommand() {}

    /// The verb with its own verbs, for this run.
    public static CommandLine of(Session session) {
        return new CommandLine(new FsopsCommand()).addSubcommand(new JobsCommand(session))
                .addSubcommand(new Show(session))
                .addSubcommand(new PlanCommand(session))
                .addSubcommand(new Retry(session))
                .addSubcommand(new Cancel(session));
    }

    @Command(name = "show", header = "Show the post-processing of a torrent, stage by stage.", footerHeading = "%nExamples:%n", footer = {
            "  revaer fsops show debian-13",
            "  revaer fsops show debian-13 --follow  # until it is in the library; fails when it fails"})
    private static final class Show implements Callable<Integer> {
        private final Session session;

        @Mixin
        private final OneTorrent torrent = new OneTorrent();

        @Mixin
        private final FollowOptions following = new FollowOptions();

        Show(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            Torrent found = torrent.find(session);
            var detail = new Fsops(session.client()).job(found.infoHash());
            session.output().object(detail, JOB, "job.state");
            if (session.isTalking() && !detail.each("stages").isEmpty()) {
                session.console().line("");
                session.output().list(detail, detail.each("stages"), STAGES, "stage", "");
            }
            if (following.isWanted()) {
                following.follow(found, session);
            }
            return 0;
        }
    }

    @Command(name = "retry", header = "Put failed or cancelled post-processing back into the queue.", footerHeading = "%nExamples:%n", footer = {
            "  revaer fsops retry ubuntu --follow  # and wait for it"})
    private static final class Retry implements Callable<Integer> {
        private final Session session;

        @Mixin
        private final ManyTorrents torrents = new ManyTorrents();

        @Mixin
        private final FollowOptions following = new FollowOptions();

        Retry(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            var attempts = new Attempts(session);
            List<Torrent> found = torrents.find(session);
            for (Torrent torrent : found) {
                attempts.attempt(() -> {
                    Fields progress = new Fsops(session.client()).retry(torrent.infoHash());
                    session.output()
                            .done(
                                    "Post-processing of " + torrent.name() + " is "
                                            + progress.text("state", ""),
                                    progress);
                    if (following.isWanted()) {
                        following.follow(torrent, session);
                    }
                });
            }
            return attempts.exitCode();
        }
    }

    @Command(name = "cancel", header = "End post-processing, or take it out of the queue; nothing comes into the library.", footerHeading = "%nExamples:%n", footer = {
            "  revaer fsops cancel mint"})
    private static final class Cancel implements Callable<Integer> {
        private final Session session;

        @Mixin
        private final ManyTorrents torrents = new ManyTorrents();

        Cancel(Session session) {
            this.session = session;
        }

        @Override
        public Integer call() {
            var attempts = new Attempts(session);
            for (Torrent torrent : torrents.find(session)) {
                attempts.attempt(() -> {
                    Fields progress = new Fsops(session.client()).cancel(torrent.infoHash());
                    session.output()
                            .done(
                                    "Post-processing of " + torrent.name() + " is "
                                            + progress.text("state", ""),
                                    progress);
                });
            }
            return attempts.exitCode();
        }
    }
}
