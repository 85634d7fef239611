package dev.revaer.app.backup;

import java.util.List;
import java.util.stream.Collectors;

import dev.revaer.api.backup.Backups.Wish;
import dev.revaer.api.backup.RestoreAnswer;
import dev.revaer.api.backup.RestoreAnswer.RestoredJournal;
import dev.revaer.api.backup.RestoreAnswer.RestoredSettings;
import dev.revaer.api.backup.RestoreAnswer.Tally;
import dev.revaer.api.network.PeerBans.Ban;
import dev.revaer.api.problem.ApiError.BadBackup;
import dev.revaer.api.problem.ApiError.StoreAway;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.problem.ProblemHandler;
import dev.revaer.app.backup.ArchiveFormat.Head;
import dev.revaer.app.backup.ArchiveFormat.Journal;
import dev.revaer.app.backup.ArchiveReader.Found;
import dev.revaer.app.backup.TorrentTakeover.Outcome.Added;
import dev.revaer.app.backup.TorrentTakeover.Outcome.Changed;
import dev.revaer.app.backup.TorrentTakeover.Outcome.Kept;
import dev.revaer.app.database.Store;
import dev.revaer.app.key.SavedKeys.SavedKey;
import dev.revaer.app.setting.SavedRevision;
import dev.revaer.app.setting.SettingsBackup.Occurrence;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.label.Category;
import dev.revaer.engine.label.Tag;
import dev.revaer.engine.network.AddressRange;
import tools.jackson.core.JacksonException;

/// Gives one backup back, or says what that would do. Whatever is done is whole, so that one that was cut short is
/// finished by the next.
final class Restore {
    private static final long HIGHEST_POSITION = 1L << 60;

    private final RestoreParts parts;
    private final Wish wish;
    private final RestoreReport torrents = new RestoreReport();
    private final TorrentTakeover takeover;

    Restore(RestoreParts parts, Wish wish) {
        this.parts = parts;
        this.wish = wish;
        this.takeover = new TorrentTakeover(parts, wish);
    }

    /// Reads it once to see that it is good, and once more to do it.
    RestoreAnswer run(ArchiveReader archive) {
        var head = archive.read(_ -> {});
        var revisions = archive.lines(ArchiveFormat.SETTINGS, SavedRevision.class);
        var categories = archive.lines(ArchiveFormat.CATEGORIES, Category.class);
        var tags = archive.lines(ArchiveFormat.TAGS, Tag.class);
        var bans = archive.lines(ArchiveFormat.BANS, Ban.class);
        var keys = archive.lines(ArchiveFormat.KEYS, SavedKey.class);
        requireSense(revisions, bans);

        var journal = journal(archive.lines(ArchiveFormat.JOURNAL, Journal.class));
        var settings = settings(head, wish.isImport() ? List.of() : revisions);
        var ofCategories = categories(categories);
        var ofTags = tags(tags);
        var ofBans = bans(bans);
        var ofKeys = keys(keys);
        archive.read(this::take);
        return new RestoreAnswer(
                wish.dryRun(),
                head.madeAt(),
                head.madeBy(),
                settings,
                ofCategories,
                ofTags,
                ofBans,
                ofKeys,
                torrents.tally(),
                journal,
                torrents.items());
    }

    private static void requireSense(List<SavedRevision> revisions, List<Ban> bans) {
        long before = 0;
        for (var saved : revisions) {
            if (saved.revision() <= before) {
                throw bad(ArchiveFormat.SETTINGS + " is not in order");
            }
            before = saved.revision();
        }
        for (var ban : bans) {
            var range = ban.address() == null ? null : AddressRange.parse(ban.address());
            if (range == null || !range.first().equals(range.last()) || ban.bannedAt() == null) {
                throw bad(ArchiveFormat.BANS + " has what is no address");
            }
        }
    }

    /// Before all that tells of itself.
    private RestoredJournal journal(List<Journal> saved) {
        var there = saved.isEmpty() || wish.isImport() ? new Journal(0, 0) : saved.getFirst();
        if (there.lastId() < 0 || there.lastId() > there.nextId() || there.nextId() > HIGHEST_POSITION) {
            throw bad(ArchiveFormat.JOURNAL + " has ids that were never reached");
        }
        var isBehind = Store.call(parts.journal()::lastId) < there.lastId();
        if (isBehind && !wish.dryRun()) {
            Store.run(() -> parts.journal().goOnFrom(there.nextId()));
            parts.bus().numberAnew();
        }
        return new RestoredJournal(there.nextId(), isBehind);
    }

    private RestoredSettings settings(Head head, List<SavedRevision> revisions) {
        try {
            var changed = parts.settings()
                    .restore(
                            revisions,
                            new Occurrence(head.madeAt(), wish.dryRun(), wish.actor(), wish.origin()));
            return new RestoredSettings(revisions.size(), changed, null);
        } catch (ApiException e) {
            return new RestoredSettings(revisions.size(), List.of(), reason(e));
        }
    }

    private Tally categories(List<Category> saved) {
        var report = new RestoreReport();
        for (var category : saved) {
            var here = parts.labels()
                    .categories()
                    .stream()
                    .filter(other -> other.name().equals(category.name()))
                    .findFirst();
            report.count(here.isPresent(), here.isPresent() && stays(category, here.get()));
            if (!wish.dryRun() && (here.isEmpty() || !stays(category, here.get()))) {
                parts.labels().put(category, wish.actor());
            }
        }
        return report.tally();
    }

    private Tally tags(List<Tag> saved) {
        var report = new RestoreReport();
        for (var tag : saved) {
            var here = parts.labels()
                    .tags()
                    .stream()
                    .filter(other -> other.name().equals(tag.name()))
                    .findFirst();
            report.count(here.isPresent(), here.isPresent() && stays(tag, here.get()));
            if (!wish.dryRun() && (here.isEmpty() || !stays(tag, here.get()))) {
                parts.labels().put(tag, wish.actor());
            }
        }
        return report.tally();
    }

    private boolean stays(Object saved, Object here) {
        return wish.isImport() || here.equals(saved);
    }

    private Tally bans(List<Ban> saved) {
        var here = parts.bans().bans().stream().map(Ban::address).collect(Collectors.toSet());
        var missing = saved.stream().filter(ban -> !here.contains(ban.address())).toList();
        var taken = wish.dryRun() ? missing : parts.bans().takeOver(missing);
        return new Tally(taken.size(), 0, saved.size() - missing.size(), missing.size() - taken.size());
    }

    private Tally keys(List<SavedKey> saved) {
        var missing = parts.keys().missing(saved);
        if (wish.withKeys() && !wish.dryRun() && !missing.isEmpty()) {
            parts.keys().insert(missing);
        }
        var known = saved.size() - missing.size();
        return wish.withKeys()
                ? new Tally(missing.size(), 0, known, 0)
                : new Tally(0, 0, known, missing.size());
    }

    private void take(Found found) {
        try {
            switch (takeover.take(found)) {
                case Added(var remark) -> torrents.added(found.torrent(), remark);
                case Changed() -> torrents.changed(found.torrent());
                case Kept() -> torrents.kept(found.torrent(), wish.isImport());
            }
        } catch (ApiException e) {
            torrents.refused(found.torrent(), reason(e));
        } catch (EngineException e) {
            torrents.refused(found.torrent(), ProblemHandler.detail(e));
        } catch (IllegalArgumentException | JacksonException e) {
            torrents.refused(found.torrent(), "it makes no sense: " + e.getMessage());
        }
    }

    /// With the database away nothing more is tried.
    private static String reason(ApiException e) {
        if (e.error() instanceof StoreAway) {
            throw e;
        }
        return ProblemHandler.detail(e);
    }

    private static ApiException bad(String reason) {
        return new ApiException(new BadBackup(reason));
    }
}
