package dev.revaer.api.network;

import java.util.List;

import dev.revaer.api.TestServer;
import dev.revaer.engine.network.NetworkStatus;
import dev.revaer.engine.network.NetworkStatus.ListenFailure;
import dev.revaer.engine.network.NetworkStatus.Listening;
import dev.revaer.engine.network.NetworkStatus.PortMapping;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class NetworkApiIT {
    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void showsHowTheSessionStands() {
        server.swarm()
                .status(
                        new NetworkStatus(
                                List.of(new Listening("127.0.0.1", 6881, "tcp")),
                                List.of(new ListenFailure("192.0.2.1", 6881, "tcp", "no such address")),
                                List.of("198.51.100.7"),
                                List.of(new PortMapping("upnp", "tcp", 6881, null)),
                                true,
                                12,
                                3));

        var answer = server.get("/v1/network").json();

        assertThat(answer.path("listening").path(0).path("port").asInt()).isEqualTo(6881);
        assertThat(answer.path("failures").path(0).path("reason").asString()).isEqualTo("no such address");
        assertThat(answer.path("externalAddresses").path(0).asString()).isEqualTo("198.51.100.7");
        assertThat(answer.path("mappings").path(0).path("transport").asString()).isEqualTo("upnp");
        assertThat(answer.path("hasIncoming").asBoolean()).isTrue();
        assertThat(answer.path("dhtNodes").asInt()).isEqualTo(12);
        assertThat(answer.path("peers").asInt()).isEqualTo(3);
    }
}
