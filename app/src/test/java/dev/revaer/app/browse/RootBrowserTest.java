package dev.revaer.app.browse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.revaer.api.browse.DirectoryPage;
import dev.revaer.api.browse.DirectoryPage.Entry;
import dev.revaer.api.problem.ApiError.PathError;
import dev.revaer.api.problem.ApiError.PathError.NotADirectory;
import dev.revaer.api.problem.ApiError.PathError.PathNotAllowed;
import dev.revaer.api.problem.ApiError.PathError.PathNotFound;
import dev.revaer.api.problem.ApiException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RootBrowserTest {
    @TempDir
    private Path temp;
    private Path downloads;
    private Path library;
    private Path outside;
    private RootBrowser browser;

    @BeforeEach
    void make() throws IOException {
        var real = temp.toRealPath();
        downloads = Files.createDirectory(real.resolve("downloads"));
        library = Files.createDirectory(real.resolve("library"));
        outside = Files.createDirectory(real.resolve("downloads-of-others"));
        browser = new RootBrowser(() -> List.of(downloads, library, real.resolve("gone"), downloads));
    }

    @Test
    void listsTheRootsEachOnce() {
        var page = browser.roots();

        assertThat(page.items()).extracting(Entry::path)
                .containsExactly(
                        downloads.toString(),
                        library.toString(),
                        temp.resolve("gone").toAbsolutePath().toString());
        assertThat(page.items()).extracting(Entry::kind).containsExactly("directory", "directory", "other");
    }

    @Test
    void tellsKindSizeAndTimeInTheOrderOfNames() throws IOException {
        Files.createDirectory(downloads.resolve("b"));
        Files.write(downloads.resolve("c"), new byte[5]);
        Files.createSymbolicLink(downloads.resolve("a"), outside);

        var page = browser.list(downloads, null, 10);

        assertThat(page.path()).isEqualTo(downloads.toString());
        assertThat(page.parent()).isNull();
        assertThat(page.nextCursor()).isNull();
        assertThat(page.items()).extracting(Entry::name).containsExactly("a", "b", "c");
        assertThat(page.items()).extracting(Entry::kind).containsExactly("link", "directory", "file");
        assertThat(page.items()).extracting(Entry::sizeBytes).containsExactly(null, null, 5L);
        assertThat(page.items()).extracting(Entry::modifiedAt).doesNotContainNull();
        assertThat(browser.list(downloads.resolve("b"), null, 10).parent()).isEqualTo(downloads.toString());
    }

    @Test
    void givesEachEntryOnceOverAllPages() throws IOException {
        for (int i = 0; i < 23; i++) {
            Files.createFile(downloads.resolve("file " + i));
        }

        var names = new ArrayList<String>();
        @Nullable
        String after = null;
        for (int pages = 0; pages < 3; pages++) {
            var page = browser.list(downloads, after, 10);
            page.items().forEach(entry -> names.add(entry.name()));
            after = page.items().getLast().name();
            assertThat(page.nextCursor()).isEqualTo(pages < 2 ? DirectoryPage.cursor(after) : null);
        }

        assertThat(names).hasSize(23).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void doesNotFollowLinksOutOfTheRoots() throws IOException {
        Files.createSymbolicLink(downloads.resolve("out"), outside);
        Files.createSymbolicLink(downloads.resolve("root"), Path.of("/"));
        Files.createSymbolicLink(downloads.resolve("in"), library);
        Files.createFile(library.resolve("x"));

        refuses(downloads.resolve("out"), PathNotAllowed.class);
        refuses(downloads.resolve("root").resolve("etc"), PathNotAllowed.class);
        assertThat(browser.list(downloads.resolve("in"), null, 10).items()).extracting(Entry::path)
                .containsExactly(downloads.resolve("in/x").toString());
    }

    @Test
    void refusesWhatIsNoneOfOurs() throws IOException {
        Files.createFile(downloads.resolve("file"));
        Files.createSymbolicLink(downloads.resolve("loop"), downloads.resolve("loop"));

        refuses(Path.of("/"), PathNotAllowed.class);
        refuses(outside, PathNotAllowed.class);
        refuses(downloads.resolve("nothing"), PathNotFound.class);
        refuses(downloads.resolve("file"), NotADirectory.class);
        refuses(downloads.resolve("loop"), PathError.class);
        refuses(downloads.resolve("x".repeat(300)), PathError.class);
        refuses(temp.toAbsolutePath().resolve("gone"), PathNotFound.class);
    }

    private void refuses(Path directory, Class<? extends PathError> error) {
        assertThatThrownBy(() -> browser.list(directory, null, 10))
                .asInstanceOf(InstanceOfAssertFactories.type(ApiException.class))
                .extracting(ApiException::error)
                .isInstanceOf(error);
    }
}
