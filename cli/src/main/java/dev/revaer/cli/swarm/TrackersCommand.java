package dev.revaer.cli.swarm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.revaer.cli.argument.OneTorrent;
import dev.revaer.cli.json.Fields;
import dev.revaer.cli.output.Column;
import dev.revaer.cli.output.Kind;
import dev.revaer.cli.service.Swarm;
import dev.revaer.cli.session.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `revaer trackers`.
@Command(name = "trackers", header = "Show and change the trackers of a torrent.")
public final class TrackersCommand {
    private static final List<Column> COLUMNS = List.of(
            new Column("tier", "TIER", Kind.COUNT),
            new Column("url", "URL", Kind.NAME),
            new Column("status", "STATUS", Kind.TEXT),
            new Column("seeds", "SEEDS", Kind.COUNT),
            new Column("peers", "PEERS", Kind.COUNT),
            new Column("downloads", "DOWNLOADS", Kind.COUNT),
            new Column("nextAnnounceAt", "NEXT", Kind.TIME),
            new Column("fails", "FAILS", Kind.COUNT),
            new Column("message", "MESSAGE", Kind.NAME),
            new Column("lastError", "ERROR", Kind.NAME));

    private TrackersCommand() {}

    /// The verb with its own verbs, for this run.
    public static CommandLine of(Session session) {
        return new CommandLine(new TrackersCommand()).addSubcommand(new Ls(session))
                .addSubcommand(new Add(session))
                .addSubcommand(new Edit(session))
                .addSubcommand(new Rm(session))
                .addSubcommand(new Replace(session));
    }

    private abstract static sealed class OfTorrent implements Callable<Integer> {
        private final Session session;

        @Mixin
        private final OneTorrent torrent = new OneTorrent();

        OfTorrent(Session session) {
            this.session = session;
        }

        abstract Fields answer(Swarm swarm);

        @Override
        public Integer call() {
            var answer = answer(new Swarm(session.client(), torrent.infoHash(session)));
            session.output().list(answer, COLUMNS, "url", "No trackers.");
            return 0;
        }
    }

    @Command(name = "ls", header = "Show the trackers, how they answered and when they are asked next.", footerHeading = "%nExamples:%n", footer = {
            "  revaer trackers ls debian-13",
            "  revaer trackers ls debian-13 -o csv"})
    private static final class Ls extends OfTorrent {
        Ls(Session session) {
            super(session);
        }

        @Override
        Fields answer(Swarm swarm) {
            return swarm.trackers();
        }
    }

    @Command(name = "add", header = "Announce to more trackers.", footerHeading = "%nExamples:%n", footer = {
            "  revaer trackers add debian-13 http://127.0.0.1:6969/announce",
            "  revaer trackers add debian-13 --tier 1 udp://127.0.0.1:6969 udp://127.0.0.1:6970"})
    private static final class Add extends OfTorrent {
        @Parameters(index = "1..*", arity = "1..*", paramLabel = "URL", description = "The announce URL, http, https or udp.")
        private List<String> urls = new ArrayList<>();

        @Option(names = "--tier", paramLabel = "N", description = "The rank, 0 is asked first.")
        private @Nullable Integer tier;

        Add(Session session) {
            super(session);
        }

        @Override
        Fields answer(Swarm swarm) {
            return swarm.addTrackers(urls, tier);
        }
    }

    @Command(name = "edit", header = "Give a tracker another URL or tier.", footerHeading = "%nExamples:%n", footer = {
            "  revaer trackers edit debian-13 udp://127.0.0.1:6969 --tier 2",
            "  revaer trackers edit debian-13 udp://127.0.0.1:6969 --to udp://127.0.0.1:6971"})
    private static final class Edit extends OfTorrent {
        @Parameters(index = "1", paramLabel = "URL", description = "The announce URL as it is now.")
        private String url = "";

        @Option(names = "--to", paramLabel = "URL", description = "The announce URL it gets.")
        private @Nullable String newUrl;

        @Option(names = "--tier", paramLabel = "N", description = "The rank it gets, 0 is asked first.")
        private @Nullable Integer tier;

        Edit(Session session) {
            super(session);
        }

        @Override
        Fields answer(Swarm swarm) {
            return swarm.editTracker(url, newUrl, tier);
        }
    }

    @Command(name = "rm", header = "Don't announce to a tracker any more.", footerHeading = "%nExamples:%n", footer = {
            "  revaer trackers rm debian-13 http://127.0.0.1:6969/announce"})
    private static final class Rm extends OfTorrent {
        @Parameters(index = "1", paramLabel = "URL", description = "The announce URL.")
        private String url = "";

        Rm(Session session) {
            super(session);
        }

        @Override
        Fields answer(Swarm swarm) {
            return swarm.removeTracker(url);
        }
    }

    @Command(name = "replace", header = "Announce to these trackers and no others, the first first.", footerHeading = "%nExamples:%n", footer = {
            "  revaer trackers replace debian-13 udp://127.0.0.1:6980 udp://127.0.0.1:6981"})
    private static final class Replace extends OfTorrent {
        @Parameters(index = "1..*", arity = "1..*", paramLabel = "URL", description = "The announce URLs, http, https or udp.")
        private List<String> urls = new ArrayList<>();

        Replace(Session session) {
            super(session);
        }

        @Override
        Fields answer(Swarm swarm) {
            return swarm.replaceTrackers(urls);
        }
    }
}
