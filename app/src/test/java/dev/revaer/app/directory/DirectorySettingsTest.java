package dev.revaer.app.directory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.revaer.api.problem.ApiError.Fault;
import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.engine.BadValueException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class DirectorySettingsTest {
    @TempDir
    private Path temp;
    private Path downloads;
    private DownloadRoot root;

    @BeforeEach
    void makeDirectories() throws IOException {
        downloads = Files.createDirectories(temp.toRealPath().resolve("downloads"));
        root = new DownloadRoot(downloads);
    }

    @ParameterizedTest
    @ValueSource(strings = {"films", "./films", "", "/films\0"})
    void refusesWhatIsNoAbsoluteDirectory(String directory) {
        assertThatExceptionOfType(BadValueException.class)
                .isThrownBy(() -> new DirectorySettings(directory, null))
                .satisfies(bad -> assertThat(bad.field()).isEqualTo("downloads"));
        assertThatExceptionOfType(BadValueException.class)
                .isThrownBy(() -> new DirectorySettings(null, directory))
                .satisfies(bad -> assertThat(bad.field()).isEqualTo("incomplete"));
    }

    @Test
    void takesDirectoriesInsideWhetherTheyAreThereOrNot() throws IOException {
        Files.createDirectory(downloads.resolve("films"));

        assertThatCode(() -> require(downloads.resolve("films"), downloads.resolve("new/one")))
                .doesNotThrowAnyException();
        assertThatCode(() -> require(downloads, null)).doesNotThrowAnyException();
    }

    @Test
    void refusesDirectoriesOutsideAllFaultsAtOnce() throws IOException {
        Files.createSymbolicLink(downloads.resolve("link"), temp);

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> require(downloads.resolve("../other"), downloads.resolve("link/in")))
                .satisfies(
                        refused -> assertThat(refused.error()).isEqualTo(
                                new Invalid(
                                        List.of(
                                                new Fault(
                                                        "/engine/directories/downloads",
                                                        "must lie in " + downloads),
                                                new Fault(
                                                        "/engine/directories/incomplete",
                                                        "must lie in " + downloads)))));
    }

    @Test
    void refusesAFile() throws IOException {
        Files.createFile(downloads.resolve("file"));

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> require(null, downloads.resolve("file")))
                .withMessageContaining("is not a directory");
    }

    @Test
    void leavesAloneWhatIsNotChanged() {
        var outside = new DirectorySettings(temp.toString(), null);

        assertThatCode(() -> outside.require(root, outside)).doesNotThrowAnyException();
    }

    private void require(@Nullable Path usual, @Nullable Path incomplete) {
        new DirectorySettings(text(usual), text(incomplete)).require(root, DirectorySettings.USUAL);
    }

    private static @Nullable String text(@Nullable Path path) {
        return path == null ? null : path.toString();
    }
}
