package dev.revaer.cli.takeover;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

import dev.revaer.cli.takeover.bencode.UnreadableException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A directory as another client names it, and as the service does.
record PathMapping(String from, String to) {
    /// Where a directory lies for the service; the longest mapping that fits counts.
    ///
    /// @throws UnreadableException if that is no absolute path
    static String place(String directory, List<PathMapping> mappings) throws UnreadableException {
        var given = slashed(directory);
        var mapped = mappings.stream()
                .filter(mapping -> (given + "/").startsWith(mapping.from + "/"))
                .max(Comparator.comparingInt(mapping -> mapping.from.length()))
                .map(mapping -> mapping.to + given.substring(mapping.from.length()))
                .orElse(given);
        try {
            var path = Path.of(mapped.isEmpty() ? "/" : mapped);
            if (path.isAbsolute()) {
                return path.normalize().toString();
            }
        } catch (InvalidPathException _) {
            // Said below.
        }
        throw new UnreadableException("'" + directory + "' is no directory here: say --map-path");
    }

    /// Without what a directory's name may end with, and as here where it comes from Windows.
    private static String slashed(String directory) {
        var isWindows = directory.matches("[A-Za-z]:[\\\\/].*|\\\\\\\\.*");
        var path = isWindows ? directory.replace('\\', '/') : directory;
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        return path;
    }

    /// Reads `FROM=TO`.
    static final class Converter implements ITypeConverter<PathMapping> {
        @Override
        public PathMapping convert(String text) {
            int equal = text.indexOf('=');
            var to = equal < 0 ? "" : text.substring(equal + 1);
            if (equal < 1 || !to.startsWith("/")) {
                throw new TypeConversionException("'" + text + "' is not FROM=TO with an absolute TO");
            }
            return new PathMapping(slashed(text.substring(0, equal)), slashed(to));
        }
    }
}
