package dev.revaer.api.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

import dev.revaer.engine.BadValueException;
import org.jspecify.annotations.Nullable;

/// What stands in the two files.
record PemFiles(String certificate, String privateKey) {
    private static final int LARGEST = 1024 * 1024;

    /// @throws BadValueException naming the file that cannot be read
    static PemFiles read(TlsSettings settings) {
        return new PemFiles(
                read("certificate", settings.certificate()),
                read("privateKey", settings.privateKey()));
    }

    private static String read(String field, @Nullable String path) {
        var file = Path.of(Objects.requireNonNull(path));
        try (var in = Files.newInputStream(file)) {
            var bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new BadValueException(field, file + " has more than " + LARGEST + " bytes");
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new BadValueException(field, "there is no file " + file);
        } catch (AccessDeniedException e) {
            throw new BadValueException(field, file + " may not be read by the user that runs Revaer");
        } catch (IOException e) {
            throw new BadValueException(field, file + " cannot be read: " + e.getMessage());
        }
    }

    /// Without the key.
    @Override
    public String toString() {
        return "PemFiles";
    }
}
