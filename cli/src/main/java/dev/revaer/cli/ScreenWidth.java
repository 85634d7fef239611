package dev.revaer.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// Asks the terminal how wide it is: the JDK can't, and shells keep `COLUMNS` to themselves.
final class ScreenWidth {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,4}) ([1-9][0-9]{0,3})\\s*");
    private static final int PATIENCE_MILLIS = 500;

    private ScreenWidth() {}

    /// What `stty` tells of rows and columns; empty where there is no terminal or no `stty`.
    static Optional<String> measured() {
        try {
            var stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                stty.destroyForcibly();
                return Optional.empty();
            }
            String size = new String(stty.getInputStream().readNBytes(64), StandardCharsets.US_ASCII);
            return SIZE.matcher(size).matches() ? Optional.of(size.strip()) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /// @param size rows and columns
    static Optional<String> columns(String size) {
        var matcher = SIZE.matcher(size);
        return matcher.matches() ? Optional.of(matcher.group(2)) : Optional.empty();
    }

    /// @param size rows and columns
    static Optional<String> rows(String size) {
        var matcher = SIZE.matcher(size);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
