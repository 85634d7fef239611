package dev.revaer.app.audit;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.revaer.api.audit.AuditLog.Entry;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static dev.revaer.app.database.schema.Tables.AUDIT;
import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class AuditTableIT {
    @TempDir
    private Path temp;
    private ServiceFixture service;
    private AuditTable audit;

    @BeforeEach
    void start() throws Exception {
        service = ServiceFixture.start(temp.toRealPath(), DatabaseFixture.freshDatabase());
        audit = service.bean(AuditTable.class);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void keepsNoMoreThanItMayAndNothingThatIsTooOld() {
        for (var subject : List.of("a", "b", "c", "d", "e")) {
            audit.insert("me", "label.put", subject, Map.of("n", 1));
        }
        service.sql()
                .update(AUDIT)
                .set(AUDIT.AT, Instant.parse("2020-01-01T00:00:00Z"))
                .where(AUDIT.SUBJECT.eq("d"))
                .execute();

        audit.prune(3, Instant.parse("2021-01-01T00:00:00Z"));

        assertThat(audit.entries(null, 10)).extracting(Entry::subject).containsExactly("e", "c");
    }
}
