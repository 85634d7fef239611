package dev.revaer.api.audit;

import java.util.ArrayList;

import dev.revaer.api.FakeAudit;
import dev.revaer.api.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class AuditApiIT {
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
    void pagesFromTheNewestEntryToTheOldest() {
        var ids = new ArrayList<Long>();
        var path = "/v1/audit";
        for (int page = 0; page < 3; page++) {
            var answer = server.get(path).json();
            answer.path("items").forEach(item -> ids.add(item.path("id").asLong()));
            path = "/v1/audit?cursor=" + answer.path("nextCursor").asString("");
        }

        assertThat(ids).hasSize(FakeAudit.ENTRIES).startsWith(120L, 119L).endsWith(2L, 1L);
        assertThat(path).isEqualTo("/v1/audit?cursor=");
    }

    @Test
    void tellsAllOfAnEntry() {
        var entry = server.get("/v1/audit?limit=1").json().at("/items/0");

        assertThat(entry.propertyNames())
                .containsExactlyInAnyOrder("id", "at", "actor", "action", "subject", "detail");
        assertThat(entry.at("/detail/n").asInt()).isEqualTo(FakeAudit.ENTRIES);
        assertThat(entry.path("at").asString()).isEqualTo("1970-01-01T00:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=501", "cursor=x", "cursor=99999999999999999999", "actor=me"})
    void refusesParametersThatMakeNoSense(String query) {
        server.get("/v1/audit?" + query).isProblem(400, "bad-parameter");
    }
}
