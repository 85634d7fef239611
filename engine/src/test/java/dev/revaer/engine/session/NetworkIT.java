package dev.revaer.engine.session;

import java.nio.file.Path;
import java.util.List;

import dev.revaer.engine.EngineSettings;
import dev.revaer.engine.SessionSettings;
import dev.revaer.engine.network.BlocklistSettings;
import dev.revaer.engine.network.Encryption;
import dev.revaer.engine.network.NetworkSettings;
import dev.revaer.engine.network.NetworkStatus.Listening;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Where a session listens, on loopback.
@Timeout(90)
class NetworkIT {
    /// For documentation (RFC 5737): no machine has it.
    private static final String ELSEWHERE = "192.0.2.1:6881";

    @TempDir
    Path directory;

    private final RecordingListener heard = new RecordingListener();

    @Test
    void saysWhereItListens() {
        try (var engine = LibtorrentEngine.start(
                EngineSettings.loopbackOnly(directory.resolve("native"), "Revaer/test"),
                heard,
                heard)) {
            var port = engine.listenPort();
            Waiting.until(
                    "the sockets",
                    () -> engine.network()
                            .status()
                            .listening()
                            .containsAll(
                                    List.of(
                                            new Listening("127.0.0.1", port, "tcp"),
                                            new Listening("127.0.0.1", port, "utp"))));

            var status = engine.network().status();
            assertThat(status.failures()).isEmpty();
            assertThat(status.hasIncoming()).isFalse();
            assertThat(status.dhtNodes()).isZero();
            assertThat(status.mappings()).isEmpty();
        }
    }

    @Test
    void saysWhereItCannotListenUntilItCan() {
        var settings = EngineSettings.open(directory.resolve("native"), "Revaer/test")
                .with(listeningOn(ELSEWHERE, "127.0.0.1:0"));
        try (var engine = LibtorrentEngine.start(settings, heard, heard)) {
            Waiting.until("the failure", () -> !engine.network().status().failures().isEmpty());
            var failure = engine.network().status().failures().getFirst();
            var port = engine.listenPort();

            engine.apply(listeningOn("127.0.0.1:0", "127.0.0.2:0"));

            assertThat(failure.address()).isEqualTo("192.0.2.1");
            assertThat(failure.reason()).isNotBlank();
            Waiting.until(
                    "the other socket",
                    () -> isListeningOn(engine, "127.0.0.2")
                            && engine.network().status().failures().isEmpty());
            assertThat(engine.network().status().listening())
                    .contains(new Listening("127.0.0.1", port, "tcp"));
            engine.apply(listeningOn("127.0.0.2:0"));
            Waiting.until("the first to be closed", () -> !isListeningOn(engine, "127.0.0.1"));
            assertThat(isListeningOn(engine, "127.0.0.2")).isTrue();
        }
    }

    private static boolean isListeningOn(LibtorrentEngine engine, String address) {
        return engine.network()
                .status()
                .listening()
                .stream()
                .anyMatch(socket -> socket.address().equals(address));
    }

    private static SessionSettings listeningOn(String... addresses) {
        return SessionSettings.USUAL.with(
                new NetworkSettings(
                        List.of(addresses),
                        null,
                        false,
                        false,
                        false,
                        false,
                        false,
                        Encryption.PREFER,
                        null,
                        false,
                        List.of("10.0.0.0/8"),
                        BlocklistSettings.NONE,
                        false));
    }
}
