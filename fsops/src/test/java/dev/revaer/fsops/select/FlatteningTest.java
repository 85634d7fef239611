package dev.revaer.fsops.select;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

final class FlatteningTest {
    @ParameterizedTest
    @CsvSource({"A/A/file,file", "A/file,file", "file,file", "A/x;A/B/C/y,x;B/y", "A/x;B/y,A/x;B/y",
            "A/B/x;A/B/C/D/y;A/B/E/z,x;C/y;E/z", "A/B/x;A/C/y,B/x;C/y"})
    void collapsesDirectoriesThatHoldOneDirectory(String paths, String expected) {
        var files = Arrays.stream(paths.split(";", -1)).map(FlatteningTest::file).toList();

        var flattened = Flattening.of(files);

        assertThat(flattened).extracting(PlannedFile::to).isEqualTo(List.of(expected.split(";", -1)));
    }

    private static PlannedFile file(String path) {
        return new PlannedFile(PlannedFile.Origin.DOWNLOAD, path, path, 1);
    }
}
