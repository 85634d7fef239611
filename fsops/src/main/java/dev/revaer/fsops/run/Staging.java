package dev.revaer.fsops.run;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import dev.revaer.fsops.Stage;
import dev.revaer.fsops.TransferMode;
import dev.revaer.fsops.place.Transfer;
import dev.revaer.fsops.select.Plan;
import dev.revaer.fsops.select.PlannedFile;
import org.jspecify.annotations.Nullable;

/// Makes what is to be published, out of sight: transfer, permissions.
final class Staging {
    private final Work work;
    private final TransferMode mode;
    private final @Nullable String whyLinked;

    /// Makes it as the settings say.
    ///
    /// @param whyLinked why files are linked that should move, in words; null if they need not, or do
    Staging(Work work, @Nullable String whyLinked) {
        this.work = work;
        this.mode = whyLinked == null ? work.settings().transfer() : TransferMode.HARDLINK;
        this.whyLinked = whyLinked;
    }

    void build(Plan plan) throws IOException {
        transfer(plan);
        permit(plan);
    }

    private void transfer(Plan plan) throws IOException {
        work.journal().begin(Stage.TRANSFER);
        var progress = work.journal().progress(plan.bytes());
        var settings = work.settings();
        var transfer = new Transfer(
                work.workspace(),
                work.downloadDir(),
                work.roots(),
                mode,
                settings.acrossDevices(),
                work.disk(),
                progress);
        transfer.build(plan);
        progress.finish();
        var copied = transfer.whyCopied()
                .map(
                        why -> ", copied instead of " + mode.name().toLowerCase(Locale.ROOT) + ": "
                                + why)
                .orElse("");
        var linked = whyLinked == null ? "" : ", the torrent stays where it is, as " + whyLinked;
        work.journal().complete(plan.files().size() + " files" + linked + copied, plan.bytes());
    }

    private void permit(Plan plan) throws IOException {
        work.journal().begin(Stage.PERMISSIONS);
        var wanted = work.settings().permissions();
        if (wanted.changeNothing()) {
            work.journal().skip("none are set");
            return;
        }
        var content = work.workspace().content();
        var change = work.permissions();
        change.directories(content);
        var shared = 0;
        for (var file : plan.files()) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted");
            }
            var target = file.target(content);
            var isShared = isShared(file, target);
            shared += isShared ? 1 : 0;
            if (!isShared || wanted.alsoSeeding()) {
                change.file(target);
            }
        }
        work.journal().complete(detail(plan.files().size(), shared, wanted.alsoSeeding()), 0);
    }

    private static String detail(int files, int shared, boolean alsoSeeding) {
        if (shared == 0) {
            return files + " files";
        }
        return alsoSeeding
                ? files + " files, " + shared + " of them with their seeding copies"
                : files - shared + " files; " + shared
                        + " are hard links and stay as their seeding copies are";
    }

    /// Whether it is the very file that is seeded, or will be.
    private boolean isShared(PlannedFile file, Path target) throws IOException {
        return file.origin() == PlannedFile.Origin.DOWNLOAD
                && (mode == TransferMode.MOVE
                        || Files.isSameFile(work.downloadDir().resolve(file.from()), target));
    }
}
