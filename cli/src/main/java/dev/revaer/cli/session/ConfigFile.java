package dev.revaer.cli.session;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import dev.revaer.cli.json.Fields;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.dataformat.toml.TomlMapper;

/// What the user's `cli.toml` holds; other keys in it are no matter.
record ConfigFile(@Nullable String url, @Nullable String apiKey) {
    private static final int LARGEST = 64 << 10;

    /// Reads the file; one that doesn't exist is like an empty one.
    static ConfigFile read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw invalid("it is larger than 64 KiB", file);
            }
            var fields = new Fields(TomlMapper.shared().readTree(new String(bytes, StandardCharsets.UTF_8)));
            return new ConfigFile(fields.text("url"), fields.text("apiKey"));
        } catch (NoSuchFileException _) {
            return new ConfigFile(null, null);
        } catch (IOException _) {
            throw invalid("it can't be read", file);
        } catch (JacksonException e) {
            throw invalid("line " + e.getLocation().getLineNr() + " is not TOML", file);
        }
    }

    /// Writes a new file, whole or not at all.
    static Path make(Path file, String url, String apiKey) {
        try {
            Path directory = Files.createDirectories(file.resolveSibling(""));
            Path fresh = Files.createTempFile(directory, ".cli-", ".toml");
            Files.writeString(fresh, "url = \"" + url + "\"\napiKey = \"" + apiKey + "\"\n");
            return Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new CliException(
                    new CliError.Invalid(file + ": it can't be written: " + e.getMessage()),
                    e);
        }
    }

    private static CliException invalid(String reason, Path file) {
        return new CliException(new CliError.Invalid(file + ": " + reason));
    }

    @Override
    public String toString() {
        return "ConfigFile[" + url + "]";
    }
}
