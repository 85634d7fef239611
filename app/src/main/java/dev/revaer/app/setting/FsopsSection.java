package dev.revaer.app.setting;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.revaer.app.hook.HookSettings;
import dev.revaer.engine.BadValueException;
import dev.revaer.engine.label.LabelName;
import dev.revaer.fsops.BadSettingException;
import dev.revaer.fsops.ExistingName;
import dev.revaer.fsops.ExtractionLimits;
import dev.revaer.fsops.TransferMode;
import dev.revaer.fsops.extract.ArchiveSettings;
import dev.revaer.fsops.permission.Permissions;
import dev.revaer.fsops.place.AcrossDevices;
import dev.revaer.fsops.rule.CleanupRules;
import dev.revaer.fsops.rule.FileRules;
import dev.revaer.fsops.select.Destination;
import org.jspecify.annotations.Nullable;

/// How finished downloads come into the library.
///
/// @param libraryDir absolute; null for the one Revaer was started with
/// @param allowList absolute directories that libraries may lie in, besides those that Revaer was started with
/// @param profiles what is different for categories that name them, by name
/// @param acrossDevices what happens to files that cannot be linked
/// @param rules which files come in
/// @param cleanup which of them do not stay
/// @param destination a template, see [Destination]
/// @param verify whether parity files are used
/// @param sha256Manifest whether a list of checksums is published
/// @param paused whether nothing is processed
/// @param workers how many downloads are processed at a time
/// @param workersPerVolume how many of them into libraries on one volume
/// @param retriesPerDay how often a job that failed for what may pass is tried again by itself
/// @param hooks who is told how jobs have ended
/// @param archives how archives are opened
public record FsopsSection(
        @Nullable Path libraryDir,
        List<Path> allowList,
        TransferMode transfer,
        ExistingName existingName,
        ExtractionLimits extraction,
        Map<String, Profile> profiles,
        AcrossDevices acrossDevices,
        FileRules rules,
        CleanupRules cleanup,
        String destination,
        Permissions permissions,
        boolean verify,
        boolean sha256Manifest,
        boolean paused,
        int workers,
        int workersPerVolume,
        int retriesPerDay,
        HookSettings hooks,
        ArchiveSettings archives) {
    static final FsopsSection USUAL = new FsopsSection(
            null,
            List.of(),
            TransferMode.HARDLINK,
            ExistingName.FAIL,
            ExtractionLimits.defaults(),
            Map.of(),
            AcrossDevices.COPY,
            FileRules.ALL,
            CleanupRules.NONE,
            Destination.USUAL.template(),
            Permissions.AS_MADE,
            false,
            false,
            false,
            2,
            1,
            24,
            HookSettings.USUAL,
            ArchiveSettings.defaults());
    private static final int MOST_ROOTS = 100;
    private static final int MOST_PROFILES = 100;
    private static final int MOST_WORKERS = 8;
    private static final int MOST_RETRIES = 1000;

    /// What is different from the section around it where it says something.
    public record Profile(
            @Nullable Path libraryDir,
            @Nullable TransferMode transfer,
            @Nullable ExistingName existingName,
            @Nullable ExtractionLimits extraction,
            @Nullable AcrossDevices acrossDevices,
            @Nullable FileRules rules,
            @Nullable CleanupRules cleanup,
            @Nullable String destination,
            @Nullable Permissions permissions,
            @Nullable Boolean verify,
            @Nullable Boolean sha256Manifest) {
        /// Checks the values.
        ///
        /// @throws BadValueException for a directory that is not absolute
        public Profile {
            checkAbsolute("libraryDir", libraryDir);
            checkDestination(destination);
        }
    }

    /// Checks the values.
    ///
    /// @throws BadValueException for a directory that is not absolute, too many of something, or a bad name
    public FsopsSection {
        checkAbsolute("libraryDir", libraryDir);
        if (allowList.size() > MOST_ROOTS) {
            throw new BadValueException("allowList", "must have at most " + MOST_ROOTS + " entries");
        }
        for (int i = 0; i < allowList.size(); i++) {
            checkAbsolute("allowList/" + i, allowList.get(i));
        }
        if (profiles.size() > MOST_PROFILES) {
            throw new BadValueException("profiles", "must have at most " + MOST_PROFILES + " entries");
        }
        checkDestination(destination);
        profiles.keySet().forEach(name -> LabelName.check("profiles", name));
        BadValueException.check("workers", workers, 1, MOST_WORKERS);
        BadValueException.check("workersPerVolume", workersPerVolume, 1, MOST_WORKERS);
        BadValueException.check("retriesPerDay", retriesPerDay, 0, MOST_RETRIES);
        allowList = List.copyOf(allowList);
        profiles = Map.copyOf(profiles);
    }

    /// The section with what a profile says in its place.
    public FsopsSection with(Profile profile) {
        return new FsopsSection(
                profile.libraryDir() == null ? libraryDir : profile.libraryDir(),
                allowList,
                Objects.requireNonNullElse(profile.transfer(), transfer),
                Objects.requireNonNullElse(profile.existingName(), existingName),
                Objects.requireNonNullElse(profile.extraction(), extraction),
                Map.of(),
                Objects.requireNonNullElse(profile.acrossDevices(), acrossDevices),
                Objects.requireNonNullElse(profile.rules(), rules),
                Objects.requireNonNullElse(profile.cleanup(), cleanup),
                Objects.requireNonNullElse(profile.destination(), destination),
                Objects.requireNonNullElse(profile.permissions(), permissions),
                Objects.requireNonNullElse(profile.verify(), verify),
                Objects.requireNonNullElse(profile.sha256Manifest(), sha256Manifest),
                paused,
                workers,
                workersPerVolume,
                retriesPerDay,
                hooks,
                archives);
    }

    private static void checkDestination(@Nullable String template) {
        try {
            var _ = template == null ? Destination.USUAL : new Destination(template);
        } catch (BadSettingException e) {
            throw new BadValueException("destination", e.reason());
        }
    }

    private static void checkAbsolute(String field, @Nullable Path directory) {
        if (directory != null && !directory.isAbsolute()) {
            throw new BadValueException(field, "must be an absolute directory");
        }
    }
}
