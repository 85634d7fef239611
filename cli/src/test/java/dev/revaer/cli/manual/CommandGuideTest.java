package dev.revaer.cli.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.revaer.cli.RevaerCommand;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Keeps `docs/cli.md` what the commands say. `mvn test -Ddocs.write` writes it anew.
final class CommandGuideTest {
    private static final Path GUIDE = Path.of("../docs/cli.md");

    @Test
    void isWhatTheCommandsSay() throws IOException {
        String guide = Guide.of(RevaerCommand.described().getCommandSpec());
        if (System.getProperty("docs.write") != null) {
            Files.writeString(GUIDE, guide);
        }

        assertThat(Files.readString(GUIDE)).as("docs/cli.md has drifted; mvn test -Ddocs.write writes it")
                .isEqualTo(guide);
    }

    @Test
    void everyVerbHasAnExample() {
        assertThat(Verb.of(RevaerCommand.described().getCommandSpec()).all())
                .filteredOn(verb -> verb.verbs().isEmpty())
                .allSatisfy(
                        verb -> assertThat(verb.examples()).as(verb.name())
                                .isNotEmpty()
                                .allMatch(example -> example.startsWith(verb.name())));
    }
}
