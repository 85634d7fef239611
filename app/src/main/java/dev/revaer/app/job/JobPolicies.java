package dev.revaer.app.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import dev.revaer.app.label.Labels;
import dev.revaer.app.setting.FsopsSection;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.fsops.FsopsSettings;
import dev.revaer.fsops.select.Destination;

/// By which policy a download is post-processed: the settings', as far as the profile of its category says nothing else.
public final class JobPolicies {
    private final Supplier<FsopsSection> settings;
    private final Labels labels;
    private final Path libraryDir;
    private final Path downloadDir;
    private final Supplier<List<Path>> downloadRoots;

    /// @param libraryDir where the settings say none
    /// @param downloadDir that all downloads lie in or below
    /// @param downloadRoots directories below it that downloads come from
    public JobPolicies(
            Supplier<FsopsSection> settings,
            Labels labels,
            Path libraryDir,
            Path downloadDir,
            Supplier<List<Path>> downloadRoots) {
        this.settings = settings;
        this.labels = labels;
        this.libraryDir = libraryDir;
        this.downloadDir = downloadDir;
        this.downloadRoots = downloadRoots;
    }

    /// @throws NoSuchProfileException if its category names a profile that the settings do not have: by another it might
    ///         come into the wrong place
    FsopsSettings of(TorrentOptions options) throws NoSuchProfileException {
        var section = section(options);
        var allowed = new ArrayList<>(section.allowList());
        allowed.add(libraryDir);
        allowed.add(downloadDir);
        var downloads = new ArrayList<>(downloadRoots.get());
        downloads.add(downloadDir);
        return new FsopsSettings(
                Objects.requireNonNullElse(section.libraryDir(), libraryDir),
                allowed,
                section.transfer(),
                section.existingName(),
                section.extraction(),
                section.acrossDevices(),
                section.rules(),
                section.cleanup(),
                new Destination(section.destination()),
                section.permissions(),
                section.verify(),
                section.sha256Manifest(),
                downloads,
                section.archives());
    }

    /// Where a download is published.
    ///
    /// @throws NoSuchProfileException see [#of]
    Path libraryDir(TorrentOptions options) throws NoSuchProfileException {
        return Objects.requireNonNullElse(section(options).libraryDir(), libraryDir);
    }

    private FsopsSection section(TorrentOptions options) throws NoSuchProfileException {
        var section = settings.get();
        var category = options.category();
        var name = labels.fsopsProfile(category);
        if (name == null) {
            return section;
        }
        var profile = section.profiles().get(name);
        if (profile == null) {
            throw new NoSuchProfileException(
                    "There is no profile '" + name
                            + "' in /fsops/profiles of the settings, which the category '"
                            + category + "' names: add it or change the category, then retry.");
        }
        return section.with(profile);
    }

    /// A profile is named that is not there.
    static final class NoSuchProfileException extends Exception {
        private static final long serialVersionUID = 1;

        NoSuchProfileException(String message) {
            super(message);
        }
    }
}
