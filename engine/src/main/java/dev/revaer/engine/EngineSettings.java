package dev.revaer.engine;

import java.nio.file.Path;
import java.time.Duration;

import dev.revaer.engine.command.CommandWatch;

/// How the session is started; what can change while it runs is in [SessionSettings].
///
/// @param nativeDir where the native library is unpacked; private to this program
/// @param loopbackOnly no packet leaves this machine: DHT, LSD, UPnP and NAT-PMP are off, other addresses refused, and
///        it listens on 127.0.0.1 and ::1 on a port that is free
/// @param userAgent sent to trackers and peers; private trackers decide by it
/// @param resumeInterval at most one resume save per torrent in this time, changes of state aside
/// @param alertQueueSize alerts libtorrent holds before it drops some
/// @param session how it runs at first
/// @param watch stands around each command
public record EngineSettings(
        Path nativeDir,
        boolean loopbackOnly,
        DiskIo diskIo,
        String userAgent,
        Duration resumeInterval,
        int alertQueueSize,
        SessionSettings session,
        CommandWatch watch) {

    private static final Duration RESUME_INTERVAL = Duration.ofSeconds(60);
    private static final int ALERT_QUEUE_SIZE = 100_000;

    public EngineSettings {
        if (resumeInterval.isNegative() || resumeInterval.isZero()) {
            throw new IllegalArgumentException("resumeInterval must be positive: " + resumeInterval);
        }
        if (alertQueueSize < 1) {
            throw new IllegalArgumentException("alertQueueSize must be positive: " + alertQueueSize);
        }
    }

    /// A session that the swarms of the world can reach.
    public static EngineSettings open(Path nativeDir, String userAgent) {
        return new EngineSettings(
                nativeDir,
                false,
                DiskIo.AUTO,
                userAgent,
                RESUME_INTERVAL,
                ALERT_QUEUE_SIZE,
                SessionSettings.USUAL,
                CommandWatch.NONE);
    }

    /// A session that nobody but this machine can reach, on a free port.
    public static EngineSettings loopbackOnly(Path nativeDir, String userAgent) {
        return new EngineSettings(
                nativeDir,
                true,
                DiskIo.AUTO,
                userAgent,
                RESUME_INTERVAL,
                ALERT_QUEUE_SIZE,
                SessionSettings.USUAL,
                CommandWatch.NONE);
    }

    public EngineSettings with(DiskIo other) {
        return new EngineSettings(
                nativeDir,
                loopbackOnly,
                other,
                userAgent,
                resumeInterval,
                alertQueueSize,
                session,
                watch);
    }

    public EngineSettings with(SessionSettings others) {
        return new EngineSettings(
                nativeDir,
                loopbackOnly,
                diskIo,
                userAgent,
                resumeInterval,
                alertQueueSize,
                others,
                watch);
    }

    public EngineSettings with(CommandWatch other) {
        return new EngineSettings(
                nativeDir,
                loopbackOnly,
                diskIo,
                userAgent,
                resumeInterval,
                alertQueueSize,
                session,
                other);
    }

    public EngineSettings withAlertQueueSize(int size) {
        return new EngineSettings(
                nativeDir,
                loopbackOnly,
                diskIo,
                userAgent,
                resumeInterval,
                size,
                session,
                watch);
    }

    public EngineSettings withResumeInterval(Duration interval) {
        return new EngineSettings(
                nativeDir,
                loopbackOnly,
                diskIo,
                userAgent,
                interval,
                alertQueueSize,
                session,
                watch);
    }
}
