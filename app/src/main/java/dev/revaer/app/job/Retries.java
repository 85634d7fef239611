package dev.revaer.app.job;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

import dev.revaer.fsops.FsopsError;
import dev.revaer.fsops.FsopsError.AlreadyRunning;
import dev.revaer.fsops.FsopsError.CannotLink;
import dev.revaer.fsops.FsopsError.CannotSeedThere;
import dev.revaer.fsops.FsopsError.DamagedArchive;
import dev.revaer.fsops.FsopsError.EncryptedArchive;
import dev.revaer.fsops.FsopsError.FailedVerification;
import dev.revaer.fsops.FsopsError.Interrupted;
import dev.revaer.fsops.FsopsError.LimitExceeded;
import dev.revaer.fsops.FsopsError.MissingContent;
import dev.revaer.fsops.FsopsError.MissingLibrary;
import dev.revaer.fsops.FsopsError.MissingTool;
import dev.revaer.fsops.FsopsError.NameTaken;
import dev.revaer.fsops.FsopsError.NotEnoughSpace;
import dev.revaer.fsops.FsopsError.NothingLeft;
import dev.revaer.fsops.FsopsError.OutsideAllowList;
import dev.revaer.fsops.FsopsError.PermissionsRefused;
import dev.revaer.fsops.FsopsError.PolicyChanged;
import dev.revaer.fsops.FsopsError.StorageFailed;
import dev.revaer.fsops.FsopsError.UnreadableRecord;
import dev.revaer.fsops.FsopsError.UnsafeArchive;
import dev.revaer.fsops.FsopsError.UnsafePath;
import dev.revaer.fsops.FsopsError.UnsupportedArchive;
import dev.revaer.fsops.FsopsError.VanishedLibrary;
import org.jspecify.annotations.Nullable;

/// How often a failed job was tried again by itself, and when that is next.
///
/// @param count within the day that began at `since`
/// @param since null if it never was
/// @param nextTryAt null if it waits for somebody
record Retries(int count, @Nullable Instant since, @Nullable Instant nextTryAt) {
    static final Retries NONE = new Retries(0, null, null);

    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration WINDOW = Duration.ofDays(1);
    private static final double JITTER = 0.2;

    /// Whether what is wrong may be mended outside of Revaer, without a word to it: room made, a disk mounted. All else
    /// would fail again in the same way.
    static boolean canHelp(FsopsError error) {
        return switch (error) {
            case MissingLibrary _,VanishedLibrary _,NotEnoughSpace _,StorageFailed _,AlreadyRunning _,MissingTool _,CannotSeedThere _ ->
                true;
            case OutsideAllowList _,UnsafePath _,MissingContent _,UnsafeArchive _,DamagedArchive _,EncryptedArchive _,LimitExceeded _,NameTaken _,UnreadableRecord _,Interrupted _,NothingLeft _,FailedVerification _,PolicyChanged _,CannotLink _,PermissionsRefused _,UnsupportedArchive _ ->
                false;
        };
    }

    /// After another failure that may heal: half a minute later at first, then twice as much each time up to an hour,
    /// more or less a fifth. Once it was tried as often as it may be in a day, when that day is over.
    Retries after(int mostPerDay, Instant now) {
        if (mostPerDay == 0) {
            return new Retries(count, since, null);
        }
        var begun = since == null || !since.plus(WINDOW).isAfter(now) ? now : since;
        var before = begun.equals(since) ? count : 0;
        return before >= mostPerDay
                ? new Retries(before, begun, begun.plus(WINDOW))
                : new Retries(before + 1, begun, now.plus(delay(before)));
    }

    private static Duration delay(int before) {
        var doubled = Math.scalb((double) FIRST.toMillis(), Math.min(before, 20));
        var spread = 1 - JITTER + 2 * JITTER * ThreadLocalRandom.current().nextDouble();
        return Duration.ofMillis((long) Math.min(doubled * spread, (double) LONGEST.toMillis()));
    }
}
