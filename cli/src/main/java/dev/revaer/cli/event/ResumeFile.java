package dev.revaer.cli.event;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.OptionalLong;
import java.util.regex.Pattern;

import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;

/// Remembers the id of the last event printed, so that the next run goes on after it.
final class ResumeFile {
    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");
    private static final int LARGEST = 64;

    private final Path file;

    ResumeFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /// The id it holds; empty when there is no file yet.
    OptionalLong read() {
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(LARGEST), StandardCharsets.UTF_8).strip();
            if (!ID.matcher(text).matches()) {
                throw invalid("it holds no event id");
            }
            return OptionalLong.of(Long.parseLong(text));
        } catch (NoSuchFileException _) {
            return OptionalLong.empty();
        } catch (IOException _) {
            throw invalid("it can't be read");
        }
    }

    /// Replaces the id in one step.
    void write(long id) {
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, id + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException _) {
            throw invalid("it can't be written");
        }
    }

    private CliException invalid(String reason) {
        return new CliException(new CliError.Invalid(file + ": " + reason));
    }
}
