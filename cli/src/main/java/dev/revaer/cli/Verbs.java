package dev.revaer.cli;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.revaer.cli.access.KeysCommand;
import dev.revaer.cli.access.SetupCommand;
import dev.revaer.cli.backup.BackupCommand;
import dev.revaer.cli.backup.RestoreCommand;
import dev.revaer.cli.change.CreateCommand;
import dev.revaer.cli.change.CreationsCommand;
import dev.revaer.cli.change.ExportCommand;
import dev.revaer.cli.change.MoveCommand;
import dev.revaer.cli.change.SetCommand;
import dev.revaer.cli.doctor.DoctorCommand;
import dev.revaer.cli.event.TailCommand;
import dev.revaer.cli.file.FilesCommand;
import dev.revaer.cli.file.PiecesCommand;
import dev.revaer.cli.file.RenameCommand;
import dev.revaer.cli.file.SelectCommand;
import dev.revaer.cli.fsops.FsopsCommand;
import dev.revaer.cli.fsops.HooksCommand;
import dev.revaer.cli.label.CategoryCommand;
import dev.revaer.cli.label.TagCommand;
import dev.revaer.cli.overview.AuditCommand;
import dev.revaer.cli.overview.BrowseCommand;
import dev.revaer.cli.overview.HistoryCommand;
import dev.revaer.cli.overview.LogsCommand;
import dev.revaer.cli.overview.NetworkCommand;
import dev.revaer.cli.overview.StatsCommand;
import dev.revaer.cli.session.Session;
import dev.revaer.cli.setting.ConfigCommand;
import dev.revaer.cli.swarm.BansCommand;
import dev.revaer.cli.swarm.PeersCommand;
import dev.revaer.cli.swarm.TrackersCommand;
import dev.revaer.cli.swarm.WebSeedsCommand;
import dev.revaer.cli.takeover.ImportCommand;
import dev.revaer.cli.torrent.ActionCommand;
import dev.revaer.cli.torrent.AddCommand;
import dev.revaer.cli.torrent.LsCommand;
import dev.revaer.cli.torrent.RmCommand;
import dev.revaer.cli.torrent.StatusCommand;

/// The verbs by their names, in the order in which the help shows them.
final class Verbs {
    private static final Map<String, Function<Session, Object>> VERBS = verbs();

    private Verbs() {}

    /// How the verbs are made that these arguments may mean; all where they mean none. To make one takes time, as its
    /// options are looked for, and a run needs but one.
    static Collection<Function<Session, Object>> of(List<String> arguments) {
        var meant = VERBS.entrySet()
                .stream()
                .filter(verb -> arguments.contains(verb.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        return meant.isEmpty() ? VERBS.values() : meant;
    }

    private static Map<String, Function<Session, Object>> verbs() {
        var verbs = new LinkedHashMap<String, Function<Session, Object>>();
        verbs.put("add", AddCommand::new);
        verbs.put("ls", LsCommand::new);
        verbs.put("status", StatusCommand::new);
        verbs.put("action", ActionCommand::new);
        verbs.put("set", SetCommand::new);
        verbs.put("move", MoveCommand::new);
        verbs.put("rm", RmCommand::new);
        verbs.put("files", FilesCommand::new);
        verbs.put("select", SelectCommand::new);
        verbs.put("rename", RenameCommand::new);
        verbs.put("pieces", PiecesCommand::new);
        verbs.put("trackers", TrackersCommand::of);
        verbs.put("webseeds", WebSeedsCommand::of);
        verbs.put("peers", PeersCommand::of);
        verbs.put("history", HistoryCommand::new);
        verbs.put("export", ExportCommand::new);
        verbs.put("create", CreateCommand::new);
        verbs.put("creations", CreationsCommand::of);
        verbs.put("category", CategoryCommand::of);
        verbs.put("tag", TagCommand::of);
        verbs.put("fsops", FsopsCommand::of);
        verbs.put("hooks", HooksCommand::of);
        verbs.put("tail", TailCommand::new);
        verbs.put("stats", StatsCommand::new);
        verbs.put("network", NetworkCommand::new);
        verbs.put("bans", BansCommand::of);
        verbs.put("browse", BrowseCommand::new);
        verbs.put("logs", LogsCommand::new);
        verbs.put("audit", AuditCommand::new);
        verbs.put("health", HealthCommand::new);
        verbs.put("version", VersionCommand::new);
        verbs.put("doctor", DoctorCommand::new);
        verbs.put("config", ConfigCommand::of);
        verbs.put("keys", KeysCommand::of);
        verbs.put("setup", SetupCommand::of);
        verbs.put("backup", BackupCommand::new);
        verbs.put("restore", RestoreCommand::new);
        verbs.put("import", ImportCommand::of);
        verbs.put("completion", CompletionCommand::new);
        return Collections.unmodifiableMap(verbs);
    }
}
