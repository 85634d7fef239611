package dev.revaer.cli.torrent;

import java.util.List;
import java.util.StringJoiner;

import dev.revaer.cli.json.Fields;
import dev.revaer.cli.service.Torrent;
import dev.revaer.cli.view.Console;
import dev.revaer.cli.view.Paint;
import dev.revaer.cli.view.ProgressBar;
import dev.revaer.cli.view.SafeText;
import dev.revaer.cli.view.Units;
import org.jspecify.annotations.Nullable;

/// Writes all that is known of one torrent, a line for each fact.
final class TorrentDetails {
    private static final int BAR = 20;

    private final Console console;
    private final StringBuilder text = new StringBuilder();

    TorrentDetails(Console console) {
        this.console = console;
    }

    void print(Torrent torrent) {
        Fields fields = torrent.fields();
        fact("Name", torrent.name());
        fact("Info hash", torrent.infoHash());
        other("v1", fields.text("infoHashV1"), torrent.infoHash());
        other("v2", fields.text("infoHashV2"), torrent.infoHash());
        state(torrent);
        fact("Progress", ProgressBar.of(torrent.progress(), BAR) + " " + Units.percent(torrent.progress()));
        fact(
                "Downloaded",
                Units.size(fields.count("downloadedBytes")) + " of " + Units.size(torrent.sizeBytes()));
        fact(
                "Uploaded",
                Units.size(fields.count("uploadedBytes")) + ", ratio " + Units.ratio(fields.part("ratio")));
        fact(
                "Down, up",
                Units.rate(fields.count("downloadBytesPerSecond")) + ", "
                        + Units.rate(fields.count("uploadBytesPerSecond")));
        fact("ETA", Units.duration(torrent.etaSeconds()));
        fact("Seeds, peers", fields.count("seeds") + ", " + fields.count("peers"));
        fact("Category", fields.text("category"));
        facts("Tags", fields.texts("tags"));
        facts("Modes", fields.texts("modes"));
        limits(fields.at("limits"));
        goals(fields.at("seedGoals"));
        fact("Directory", fields.text("downloadDir"));
        fact("Content", fields.text("contentPath"));
        fact("Added", fields.text("addedAt"));
        fact("Completed", fields.text("completedAt"));
        fsops(fields.at("fsops"));
        console.print(text.toString());
    }

    private void limits(Fields limits) {
        var parts = new StringJoiner(", ");
        if (limits.count("downloadBytesPerSecond") > 0) {
            parts.add("down " + Units.rate(limits.count("downloadBytesPerSecond")));
        }
        if (limits.count("uploadBytesPerSecond") > 0) {
            parts.add("up " + Units.rate(limits.count("uploadBytesPerSecond")));
        }
        if (limits.count("connections") > 0) {
            parts.add(limits.count("connections") + " connections");
        }
        if (limits.count("uploadSlots") > 0) {
            parts.add(limits.count("uploadSlots") + " upload slots");
        }
        fact("Limits", parts.length() == 0 ? null : parts.toString());
    }

    private void goals(Fields goals) {
        var parts = new StringJoiner(", ");
        if (goals.json().path("ratio").isNumber()) {
            parts.add("ratio " + Units.ratio(goals.part("ratio")));
        }
        if (goals.text("seedTime") != null) {
            parts.add("time " + goals.text("seedTime"));
        }
        if (goals.text("action") != null) {
            parts.add("then " + goals.text("action"));
        }
        fact("Seed goals", parts.length() == 0 ? null : parts.toString());
    }

    private void facts(String label, List<String> values) {
        fact(label, values.isEmpty() ? null : String.join(", ", values));
    }

    private void state(Torrent torrent) {
        String state = console.painted(Paint.ofState(torrent.state()), SafeText.of(torrent.state()));
        String reason = torrent.reason() == null ? "" : ": " + SafeText.of(torrent.reason());
        line("State", state + reason);
    }

    private void fsops(Fields fsops) {
        if (fsops.text("state") != null) {
            String stage = fsops.text("stage") == null ? "" : " at " + fsops.text("stage");
            String detail = fsops.text("detail") == null ? "" : ": " + fsops.text("detail");
            fact("Post-processing", fsops.text("state", "") + stage + detail);
        }
        fact("Library", fsops.text("libraryPath"));
    }

    private void other(String label, @Nullable String hash, String shown) {
        if (!shown.equals(hash)) {
            fact("Info hash " + label, hash);
        }
    }

    private void fact(String label, @Nullable String value) {
        if (value != null) {
            line(label, SafeText.of(value));
        }
    }

    private void line(String label, String value) {
        text.append("%-16s ".formatted(label)).append(value).append('\n');
    }
}
