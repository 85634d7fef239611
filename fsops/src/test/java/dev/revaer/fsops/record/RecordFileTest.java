package dev.revaer.fsops.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.revaer.fsops.workspace.Disk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RecordFileTest {
    private static final RunRecord FRESH = RunRecord
            .fresh("c12fe1c06bba254a9dc9f519b335aa7c1367a88a", new Policy(Map.of("transfer", "COPY")), "c");

    private static final Inventory INVENTORY = new Inventory(
            List.of(new Inventory.Source("a/b", 5), new Inventory.Source("a/c.nfo", 1)),
            List.of(new Inventory.Output("b", 5, "download", "a/b", "00")),
            List.of(new Inventory.LeftOut("a/c.nfo", 1, "fluff")));

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
        var published = FRESH.with(outcome)
                .with(new Publication("/library/name", null, true, 5, 1), INVENTORY);

        file.write(published);

        assertThat(file.read()).contains(published);
    }

    @Test
    void readsARecordOfVersion1() throws IOException {
        Files.writeString(
                path,
                """
                        {"version": 1, "infoHash": "x", "policy": "7ab2", "content": "c", "stages": [],
                         "publication": {"path": "/library/name", "inode": 7, "complete": true, "bytes": 5, "files": 1},
                         "base": null}""");

        var read = file.read().orElseThrow();

        assertThat(read.version()).isEqualTo(RunRecord.VERSION);
        assertThat(read.publication()).isEqualTo(new Publication("/library/name", 7L, true, 5, 1));
        assertThat(read.inventory()).isNull();
        file.write(read);
        assertThat(file.read()).contains(read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "null", "{\"version\":1}",
            "{\"version\":1,\"infoHash\":\"x\",\"policy\":null,\"content\":\"c\",\"stages\":[]}",
            "{\"version\":1,\"infoHash\":\"x\",\"policy\":\"p\",\"content\":\"c\",\"stages\":[{}]}",
            "{\"version\":1,\"infoHash\":\"x\",\"policy\":\"p\",\"content\":\"c\",\"stages\":[null]}",
            "{\"version\":1,\"infoHash\":\"x\",\"policy\":\"p\",\"content\":\"c\",\"stages\":[],\"publication\":{}}",
            "{\"version\":2}",
            "{\"version\":2,\"infoHash\":\"x\",\"policy\":\"p\",\"content\":\"c\",\"stages\":[]}",
            "{\"version\":2,\"infoHash\":\"x\",\"policy\":{\"shape\":{}},\"content\":\"c\",\"stages\":[],\"inventory\":{\"outputs\":[{}]}}"})
    void treatsADamagedRecordAsNone(String text) throws IOException {
        Files.writeString(path, text);

        assertThat(file.read()).isEmpty();
    }
}
