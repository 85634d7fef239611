package dev.revaer.app.config.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/// A secret of the environment, or of a file that the environment names: systemd and container engines hand secrets over
/// as files, which no list of processes shows.
public final class GivenSecret {
    private static final int LARGEST = 64 << 10;

    private GivenSecret() {}

    /// What is given, without blanks around it; null if nothing is.
    ///
    /// @param name in the environment; with `_FILE` after it, that of the file
    /// @throws IllegalArgumentException telling what is wrong and how to mend it, without the secret
    public static @Nullable String of(String name, @Nullable String given, @Nullable Path file) {
        var secret = given == null || given.isBlank() ? null : given.strip();
        if (file == null || file.toString().isBlank()) {
            return secret;
        }
        if (secret != null) {
            throw new IllegalArgumentException(
                    name + " and " + name + "_FILE are both set; take one of them away");
        }
        try {
            return read(name, file);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    name + "_FILE: " + file + " cannot be read (" + reason(e)
                            + "); put the secret there for this user to read",
                    e);
        }
    }

    private static String read(String name, Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new IllegalArgumentException(name + "_FILE: " + file + " is larger than 64 KiB");
            }
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (text.isBlank()) {
                throw new IllegalArgumentException(
                        name + "_FILE: " + file + " is empty; put the secret there, or do not set it");
            }
            return text.strip();
        }
    }

    private static String reason(Exception e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such file";
            case CharacterCodingException _ -> "it is not UTF-8";
            default -> e.getClass().getSimpleName().replace("Exception", "");
        };
    }
}
