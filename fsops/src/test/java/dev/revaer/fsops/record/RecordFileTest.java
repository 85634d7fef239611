package dev.revaer.fsops.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

import dev.revaer.fsops.workspace.Disk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RecordFileTest {
    private static final RunRecord FRESH = RunRecord
            .fresh("c12fe1c06bba254a9dc9f519b335aa7c1367a88a", "p", "c");

    @TempDir
    Path directory;

    private Path path;
    private RecordFile file;

    @BeforeEach
    void open() {
        path = directory.resolve(".revaer.meta");
        file = new RecordFile(path, new Disk());
    }

    @Test
    void readsBackARecordThatHasPublishedNothingYet() throws IOException {
        file.write(FRESH);

        assertThat(file.read()).contains(FRESH);
    }

    @Test
    void readsBackARecordOfAPublication() throws IOException {
        var outcome = new StageOutcome(
                "publish",
                StageOutcome.Status.COMPLETED,
                "done",
                Instant.EPOCH,
                Instant.EPOCH,
                5);
        var published = FRESH.with(outcome).with(new Publication("/library/name", null, true, 5, 1));

        file.write(published);

        assertThat(file.read()).contains(published);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "null", "{\"version\":1}",
            "{\"version\":1,\"infoHash\":\"x\",\"policy\":null,\"content\":\"c\",\"stages\":[]}",
            "{\"version\":1,\"infoHash\":\"x\",\"policy\":\"p\",\"content\":\"c\",\"stages\":[{}]}",
            "{\"version\":1,\"infoHash\":\"x\",\"policy\":\"p\",\"content\":\"c\",\"stages\":[null]}",
            "{\"version\":1,\"infoHash\":\"x\",\"policy\":\"p\",\"content\":\"c\",\"stages\":[],\"publication\":{}}"})
    void treatsADamagedRecordAsNone(String text) throws IOException {
        Files.writeString(path, text);

        assertThat(file.read()).isEmpty();
    }
}
