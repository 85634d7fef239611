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
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `revaer webseeds`.
@Command(name = "webseeds", header = "Show and change the web seeds of a torrent.")
public final class WebSeedsCommand {
    private static final List<Column> COLUMNS = List.of(new Column("url", "URL", Kind.NAME));

    private WebSeedsCommand() {}

    /// The verb with its own verbs, for this run.
    public static CommandLine of(Session session) {
        return new CommandLine(new WebSeedsCommand()).addSubcommand(new Ls(session))
                .addSubcommand(new Add(session))
                .addSubcommand(new Rm(session));
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
            session.output().list(answer, COLUMNS, "url", "No web seeds.");
            return 0;
        }
    }

    @Command(name = "ls", header = "Show the web seeds.", footerHeading = "%nExamples:%n", footer = {
            "  revaer webseeds ls debian-13"})
    private static final class Ls extends OfTorrent {
        Ls(Session session) {
            super(session);
        }

        @Override
        Fields answer(Swarm swarm) {
            return swarm.webSeeds();
        }
    }

    @Command(name = "add", header = "Download from web servers, too (BEP 19).", footerHeading = "%nExamples:%n", footer = {
            "  revaer webseeds add debian-13 http://127.0.0.1:6968/files/"})
    private static final class Add extends OfTorrent {
        @Parameters(index = "1..*", arity = "1..*", paramLabel = "URL", description = "Where the content lies, http or https.")
        private List<String> urls = new ArrayList<>();

        Add(Session session) {
            super(session);
        }

        @Override
        Fields answer(Swarm swarm) {
            return swarm.addWebSeeds(urls);
        }
    }

    @Command(name = "rm", header = "Don't download from a web server any more.", footerHeading = "%nExamples:%n", footer = {
            "  revaer webseeds rm debian-13 http://127.0.0.1:6968/files/"})
    private static final class Rm extends OfTorrent {
        @Parameters(index = "1", paramLabel = "URL", description = "The web seed's URL.")
        private String url = "";

        Rm(Session session) {
            super(session);
        }

        @Override
        Fields answer(Swarm swarm) {
            return swarm.removeWebSeed(url);
        }
    }
}
