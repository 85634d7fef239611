package dev.revaer.cli.change;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;

import dev.revaer.cli.argument.Choice;
import dev.revaer.cli.argument.ManyTorrents;
import dev.revaer.cli.argument.Wishes;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.service.Torrent;
import dev.revaer.cli.session.Attempts;
import dev.revaer.cli.session.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `revaer set`.
@Command(name = "set", header = "Change labels, limits and goals of torrents; what isn't named stays.", footerHeading = "%nExamples:%n", footer = {
        "  revaer set debian-13 --up-limit 500k --down-limit none",
        "  revaer set debian-13 --ratio 2 --seed-time 7d --goal-action stop",
        "  revaer set 'debian*' --add-tag linux --remove-tag new  # all that match",
        "  revaer set debian-13 --category ''  # in no category any more"})
public final class SetCommand implements Callable<Integer> {
    private final Session session;

    @Mixin
    private final ManyTorrents torrents = new ManyTorrents();

    @Option(names = "--category", paramLabel = "NAME", description = "The category; '' for none.")
    private @Nullable String category;

    @Option(names = "--tags", split = ",", paramLabel = "TAG", description = "These tags and no others; '' for none.")
    private @Nullable List<String> tags;

    @Option(names = "--add-tag", split = ",", paramLabel = "TAG", description = "A tag beside the others; may be repeated.")
    private List<String> addedTags = new ArrayList<>();

    @Option(names = "--remove-tag", split = ",", paramLabel = "TAG", description = "A tag to take away; may be repeated.")
    private List<String> removedTags = new ArrayList<>();

    @Mixin
    private final Wishes wishes = new Wishes();

    @Mixin
    private final Choice choice = new Choice();

    /// The verb, for this run.
    public SetCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var attempts = new Attempts(session);
        for (Torrent torrent : torrents.find(session)) {
            ObjectNode options = options(torrent);
            if (options.isEmpty()) {
                throw new CliException(new CliError.Invalid("say what to change; see revaer set --help"));
            }
            attempts.attempt(() -> {
                Torrent after = session.torrents().change(torrent.infoHash(), options);
                session.output().done("Changed " + after.name(), after.fields());
            });
        }
        return attempts.exitCode();
    }

    private ObjectNode options(Torrent torrent) {
        var options = JsonNodeFactory.instance.objectNode();
        if (category != null) {
            options.put("category", category);
        }
        if (tags != null || !addedTags.isEmpty() || !removedTags.isEmpty()) {
            var wanted = new LinkedHashSet<>(tags == null ? torrent.fields().texts("tags") : tags);
            wanted.addAll(addedTags);
            removedTags.forEach(wanted::remove);
            wanted.remove("");
            var list = options.putArray("tags");
            wanted.forEach(list::add);
        }
        wishes.write(options, torrent.fields().at("seedGoals"));
        choice.write(options);
        return options;
    }
}
