package dev.revaer.app.key;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The file in which the command line looks for the service and its key: `cli.toml` with `url` and `apiKey`.
public final class CliFile {
    private static final Logger LOG = LoggerFactory.getLogger(CliFile.class);
    private static final Pattern URL = Pattern.compile("(?m)^\\s*url\\s*=\\s*\"([^\"]*)\"");
    private static final Pattern API_KEY = Pattern.compile("(?m)^\\s*apiKey\\s*=\\s*\"([^\"]*)\"");
    private static final Pattern LOCAL = Pattern
            .compile("https?://(127\\.[0-9.]+|localhost|\\[::1])(:\\d+)?/?");
    private static final String LABEL = "local command line";
    private static final int LARGEST = 64 * 1024;

    private final Path file;

    public CliFile(Path file) {
        this.file = file;
    }

    /// Makes sure that the file names this service and a key that it takes: made at the first start, and anew when the
    /// file was lost or is another service's.
    ///
    /// @param url of this service
    public void ensure(KeyIssuer keys, String url) {
        try {
            var text = read();
            var key = value(API_KEY, text);
            var isGood = key != null && keys.isAdmin(key);
            if (isGood && leadsTo(url, value(URL, text))) {
                return;
            }
            keepRemote(text);
            write(url, isGood && key != null ? key : keys.replace(LABEL));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /// Whether a URL beside a key of this service may stay: it may be what a certificate or a proxy goes by.
    private static boolean leadsTo(String url, @Nullable String kept) {
        if (kept == null) {
            return false;
        }
        var here = LOCAL.matcher(url);
        var there = LOCAL.matcher(kept);
        if (kept.equals(url) || !there.matches()) {
            return kept.startsWith("http");
        }
        return here.matches() && isTls(url) == isTls(kept)
                && Objects.equals(here.group(2), there.group(2));
    }

    private static boolean isTls(String url) {
        return url.startsWith("https:");
    }

    private String read() throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
            return "";
        }
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /// The key of a service elsewhere could not be had again.
    private void keepRemote(String text) throws IOException {
        var url = value(URL, text);
        if (url != null && !LOCAL.matcher(url).matches()) {
            var kept = file.resolveSibling("cli.toml." + Instant.now().getEpochSecond());
            Files.move(file, kept);
            LOG.atInfo()
                    .addKeyValue("file", kept)
                    .log("the command line's settings for another service were kept");
        }
    }

    private void write(String url, String key) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        var fresh = file.resolveSibling("cli.toml.new");
        Files.deleteIfExists(fresh);
        var onlyMine = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(fresh, options, onlyMine)) {
            var text = "url = \"" + url + "\"\napiKey = \"" + key + "\"\n";
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static @Nullable String value(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : null;
    }
}
