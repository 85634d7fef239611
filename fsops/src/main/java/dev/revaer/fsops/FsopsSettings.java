package dev.revaer.fsops;

import java.nio.file.Path;
import java.util.List;

import dev.revaer.fsops.extract.ArchiveSettings;
import dev.revaer.fsops.permission.Permissions;
import dev.revaer.fsops.place.AcrossDevices;
import dev.revaer.fsops.rule.CleanupRules;
import dev.revaer.fsops.rule.FileRules;
import dev.revaer.fsops.select.Destination;

/// How downloads are tidied.
///
/// @param libraryDir absolute directory to publish into; it must exist, since a missing one is often a disk not mounted
/// @param allowList absolute directories; download and library must lie in one of them, by their real paths
/// @param verify whether parity files that came with a download are used to check it
/// @param sha256Manifest whether the published directory gets a file with the SHA-256 of all others
/// @param downloadRoots absolute directories that any torrent may be downloaded to: nothing in them is replaced
public record FsopsSettings(
        Path libraryDir,
        List<Path> allowList,
        TransferMode transfer,
        ExistingName existingName,
        ExtractionLimits limits,
        AcrossDevices acrossDevices,
        FileRules rules,
        CleanupRules cleanup,
        Destination destination,
        Permissions permissions,
        boolean verify,
        boolean sha256Manifest,
        List<Path> downloadRoots,
        ArchiveSettings archives) {

    public FsopsSettings {
        allowList = List.copyOf(allowList);
        downloadRoots = List.copyOf(downloadRoots);
        if (!libraryDir.isAbsolute()) {
            throw new IllegalArgumentException("not an absolute directory: " + libraryDir);
        }
        if (allowList.isEmpty()) {
            throw new IllegalArgumentException("the allow-list is empty");
        }
        for (var root : allowList) {
            if (!root.isAbsolute()) {
                throw new IllegalArgumentException("not an absolute directory in the allow-list: " + root);
            }
        }
    }

    /// Takes every file as it comes and looks at nothing twice.
    public FsopsSettings(
            Path libraryDir,
            List<Path> allowList,
            TransferMode transfer,
            ExistingName existingName,
            ExtractionLimits limits) {
        this(
                libraryDir,
                allowList,
                transfer,
                existingName,
                limits,
                AcrossDevices.COPY,
                FileRules.ALL,
                CleanupRules.NONE,
                Destination.USUAL,
                Permissions.AS_MADE,
                false,
                false,
                List.of(),
                ArchiveSettings.defaults());
    }

    /// With other archive settings.
    public FsopsSettings with(ArchiveSettings other) {
        return new FsopsSettings(
                libraryDir,
                allowList,
                transfer,
                existingName,
                limits,
                acrossDevices,
                rules,
                cleanup,
                destination,
                permissions,
                verify,
                sha256Manifest,
                downloadRoots,
                other);
    }

    /// Hard links, an existing name fails, and nothing but the two directories is allowed.
    public static FsopsSettings defaults(Path libraryDir, Path downloadDir) {
        return new FsopsSettings(
                libraryDir,
                List.of(libraryDir, downloadDir),
                TransferMode.HARDLINK,
                ExistingName.FAIL,
                ExtractionLimits.defaults());
    }
}
