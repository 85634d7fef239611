package dev.revaer.api.hook;

import dev.revaer.api.Answer;
import dev.revaer.api.FakeDeliveries;
import dev.revaer.api.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class HookApiIT {
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
    void listsWhatWasToldPageByPage() {
        var first = get("limit=1");
        var second = get("limit=1&cursor=" + first.json().path("nextCursor").asString());
        var dead = get("state=dead");

        assertThat(first.json().at("/items/0/id").asString()).isEqualTo(FakeDeliveries.DEAD);
        assertThat(first.json().at("/items/0/outcome/state").asString()).isEqualTo("completed");
        assertThat(second.json().at("/items/0/id").asString()).isEqualTo(FakeDeliveries.DELIVERED);
        assertThat(second.json().path("nextCursor").isNull()).isTrue();
        assertThat(dead.json().path("items")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=201", "state=lost", "cursor=x", "colour=red"})
    void refusesParametersThatMakeNoSense(String query) {
        get(query).isProblem(400, "bad-parameter");
    }

    @Test
    void triesAgainWhatIsDeadAndNothingElse() {
        var retried = retry(FakeDeliveries.DEAD);

        assertThat(retried.status()).isEqualTo(202);
        assertThat(retried.json().path("state").asString()).isEqualTo("waiting");
        retry(FakeDeliveries.DELIVERED).isProblem(409, "delivery-not-dead");
        retry("nonsense").isProblem(404, "delivery-not-found");
    }

    private static Answer get(String query) {
        return server.send(server.to("/v1/fsops/hooks/deliveries?" + query).GET());
    }

    private static Answer retry(String id) {
        return server
                .send(server.to("/v1/fsops/hooks/deliveries/" + id + "/retry").POST(noBody()));
    }
}
