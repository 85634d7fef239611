package dev.revaer.app.stats;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import dev.revaer.app.Patience;
import dev.revaer.app.SeedingPeer;
import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseFixture;
import dev.revaer.engine.event.EventType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
class StatsIT {
    private static final int SIZE = 300_000;

    @TempDir
    private Path temp;

    @Test
    void countsWhatWasTransferredEvenByATorrentThatIsGone() throws Exception {
        var directory = temp.toRealPath();
        var database = DatabaseFixture.freshDatabase();
        var content = Files.write(directory.resolve("film.bin"), bytes());
        try (var service = ServiceFixture.start(directory, database);
                var client = ServiceClient.of(service.options().url(), service.options().cliFile());
                var seed = SeedingPeer.of(content, directory.resolve("native"), 0)) {
            var infoHash = service.addForced(seed.magnet());
            service.eventsUntil(infoHash, EventType.COMPLETED);
            Patience.until(
                    "it is counted",
                    () -> client.get("/v1/stats").at("/session/receivedBytes").asLong() >= SIZE);

            var stats = client.get("/v1/stats");
            assertThat(stats.at("/torrents/total").asInt()).isEqualTo(1);
            assertThat(stats.at("/torrents/states").propertyNames()).hasSize(10);
            assertThat(stats.at("/torrents/active").asInt()).isEqualTo(1);
            assertThat(stats.at("/volumes/0/freeBytes").asLong()).isPositive();
            assertThat(stats.at("/volumes/0/reservedBytes").asLong()).isZero();
            client.delete("/v1/torrents/" + infoHash);
        }

        try (var service = ServiceFixture.start(directory, database);
                var client = ServiceClient.of(service.options().url(), service.options().cliFile())) {
            var stats = client.get("/v1/stats");
            assertThat(stats.at("/torrents/total").asInt()).isZero();
            assertThat(stats.at("/session/receivedBytes").asLong()).isZero();
            assertThat(stats.at("/allTime/receivedBytes").asLong()).isGreaterThanOrEqualTo(SIZE);
        }
    }

    private static byte[] bytes() {
        var bytes = new byte[SIZE];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
