package dev.revaer.engine;

import java.nio.file.Path;
import java.time.Duration;

/// How the session runs.
///
/// @param nativeDir where the native library is unpacked; private to this program
/// @param listenInterfaces as libtorrent's `listen_interfaces`: `0.0.0.0:6881,[::]:6881`
/// @param loopbackOnly no packet leaves this machine: DHT, LSD, UPnP and NAT-PMP are off, other addresses refused
/// @param userAgent sent to trackers and peers; private trackers decide by it
/// @param resumeInterval at most one resume save per torrent in this time, changes of state aside
/// @param uploadBytesPerSecond at most, over all torrents; 0 for no limit
/// @param alertQueueSize alerts libtorrent holds before it drops some
public record EngineSettings(
        Path nativeDir,
        String listenInterfaces,
        boolean loopbackOnly,
        DiskIo diskIo,
        String userAgent,
        Duration resumeInterval,
        int uploadBytesPerSecond,
        int alertQueueSize) {

    private static final Duration RESUME_INTERVAL = Duration.ofSeconds(60);
    private static final int ALERT_QUEUE_SIZE = 100_000;

    public EngineSettings {
        if (resumeInterval.isNegative() || resumeInterval.isZero()) {
            throw new IllegalArgumentException("resumeInterval must be positive: " + resumeInterval);
        }
        if (uploadBytesPerSecond < 0) {
            throw new IllegalArgumentException("uploadBytesPerSecond is negative: " + uploadBytesPerSecond);
        }
        if (alertQueueSize < 1) {
            throw new IllegalArgumentException("alertQueueSize must be positive: " + alertQueueSize);
        }
    }

    /// A session that the swarms of the world can reach.
    public static EngineSettings open(Path nativeDir, String userAgent) {
        return new EngineSettings(
                nativeDir,
                "0.0.0.0:6881,[::]:6881",
                false,
                DiskIo.AUTO,
                userAgent,
                RESUME_INTERVAL,
                0,
                ALERT_QUEUE_SIZE);
    }

    /// A session that nobody but this machine can reach, on a free port.
    public static EngineSettings loopbackOnly(Path nativeDir, String userAgent) {
        return new EngineSettings(
                nativeDir,
                "127.0.0.1:0,[::1]:0",
                true,
                DiskIo.AUTO,
                userAgent,
                RESUME_INTERVAL,
                0,
                ALERT_QUEUE_SIZE);
    }

    public EngineSettings withDiskIo(DiskIo other) {
        return new EngineSettings(
                nativeDir,
                listenInterfaces,
                loopbackOnly,
                other,
                userAgent,
                resumeInterval,
                uploadBytesPerSecond,
                alertQueueSize);
    }

    public EngineSettings withUploadLimit(int bytesPerSecond) {
        return new EngineSettings(
                nativeDir,
                listenInterfaces,
                loopbackOnly,
                diskIo,
                userAgent,
                resumeInterval,
                bytesPerSecond,
                alertQueueSize);
    }
}
