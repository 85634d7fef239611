package dev.revaer.fsops.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;

import dev.revaer.fsops.FinishedDownload;
import dev.revaer.fsops.FsopsSettings;
import dev.revaer.fsops.external.ExternalTools;
import dev.revaer.fsops.external.ExternalUnpacker;
import dev.revaer.fsops.permission.PermissionChange;
import dev.revaer.fsops.place.Guard;
import dev.revaer.fsops.place.Publisher;
import dev.revaer.fsops.place.Replacement;
import dev.revaer.fsops.record.Journal;
import dev.revaer.fsops.root.Roots;
import dev.revaer.fsops.seeding.Seeding;
import dev.revaer.fsops.workspace.Disk;
import dev.revaer.fsops.workspace.Workspace;

/// One download being worked on, with all that a stage needs.
///
/// @param library its real path
/// @param downloadDir its real path
public record Work(
        FsopsSettings settings,
        FinishedDownload download,
        Path library,
        Path downloadDir,
        Workspace workspace,
        Journal journal,
        ExternalTools tools,
        Seeding seeding,
        Roots roots,
        Disk disk) {

    static Publisher publisher(
            FsopsSettings settings,
            String infoHash,
            Path library,
            Path downloadDir,
            Seeding seeding,
            Disk disk)
            throws IOException {
        var downloads = new ArrayList<>(settings.downloadRoots());
        downloads.add(downloadDir);
        var guard = Guard.of(
                library,
                downloads,
                settings.allowList(),
                () -> seeding.contentOfOthers(infoHash));
        return new Publisher(library, settings.existingName(), guard, disk);
    }

    Publisher publisher() throws IOException {
        return publisher(settings, download.infoHash(), library, downloadDir, seeding, disk);
    }

    ExternalUnpacker externalUnpacker() {
        return new ExternalUnpacker(
                tools,
                download.infoHash(),
                settings.archives().externalToolTimeout(),
                disk);
    }

    Replacement replacement() {
        return new Replacement(workspace, library, disk);
    }

    PermissionChange permissions() throws IOException {
        return new PermissionChange(settings.permissions(), library, disk);
    }
}
