package dev.revaer.fsops;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

final class FsopsSettingsTest {
    private static final Path LIBRARY = Path.of("/library");

    @Test
    void refusesRelativeDirectories() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FsopsSettings.defaults(Path.of("library"), LIBRARY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FsopsSettings.defaults(LIBRARY, Path.of("downloads")));
    }

    @Test
    void refusesAnEmptyAllowList() {
        assertThatIllegalArgumentException().isThrownBy(
                () -> new FsopsSettings(
                        LIBRARY,
                        List.of(),
                        TransferMode.COPY,
                        ExistingName.FAIL,
                        ExtractionLimits.defaults()));
    }

    @Test
    void refusesLimitsThatAllowNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ExtractionLimits(0, 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ExtractionLimits(1, 0, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ExtractionLimits(1, 1, Double.NaN, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ExtractionLimits(1, 1, 1, -1));
    }

    @Test
    void refusesWhatIsNoInfoHash() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FinishedDownload("../../etc", "x", LIBRARY, List.of()));
        assertThatIllegalArgumentException().isThrownBy(
                () -> new FinishedDownload(Scene.INFO_HASH, "x", Path.of("downloads"), List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new DownloadedFile("a", -1));
    }
}
