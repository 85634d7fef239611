package dev.revaer.cli.torrent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.service.NewTorrent.Magnet;
import dev.revaer.cli.service.NewTorrent.Metainfo;
import dev.revaer.cli.service.NewTorrent.Origin;
import dev.revaer.cli.service.NewTorrent.Url;
import dev.revaer.cli.view.Console;

/// Reads what the user wants to add: a magnet link, a `.torrent` file or several, a URL, or these from the input.
final class TorrentOrigin {
    private static final Pattern GLOB = Pattern.compile(".*[*?\\[{].*");
    private static final Pattern URL = Pattern.compile("(?i)https?://.+");
    private static final int LARGEST_METAINFO = 5 << 20;
    private static final int MOST_LINKS = 10_000;

    private final Console console;

    TorrentOrigin(Console console) {
        this.console = console;
    }

    /// What the argument stands for: one torrent, for `-` as many as there are links in the input, for a glob as many as
    /// there are files that match.
    ///
    /// @throws CliException with [CliError.Invalid] when it stands for none
    List<Origin> read(String argument) {
        if (argument.equals("-")) {
            return fromInput();
        }
        if (isMagnet(argument)) {
            return List.of(new Magnet(argument));
        }
        if (isUrl(argument)) {
            return List.of(new Url(argument));
        }
        if (GLOB.matcher(argument).matches() && !Files.exists(path(argument))) {
            return matching(argument);
        }
        return List.of(metainfo(argument, file(argument)));
    }

    private List<Origin> fromInput() {
        byte[] bytes = console.input(LARGEST_METAINFO + 1);
        if (bytes.length > 0 && bytes[0] == 'd') {
            return List.of(metainfo("-", bytes));
        }
        if (bytes.length > LARGEST_METAINFO) {
            throw invalid("-: more than 5 MiB");
        }
        List<String> links = new String(bytes, StandardCharsets.UTF_8).lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .limit(MOST_LINKS)
                .toList();
        if (links.isEmpty() || !links.stream().allMatch(TorrentOrigin::isLink)) {
            throw invalid("-: neither a .torrent nor links");
        }
        return links.stream().<Origin>map(link -> isMagnet(link) ? new Magnet(link) : new Url(link)).toList();
    }

    private static byte[] file(String name) {
        try (InputStream in = Files.newInputStream(Path.of(name))) {
            return in.readNBytes(LARGEST_METAINFO + 1);
        } catch (NoSuchFileException | InvalidPathException _) {
            throw invalid(name + ": no such file, and no magnet link");
        } catch (IOException _) {
            throw invalid(name + ": can't be read");
        }
    }

    private static Origin metainfo(String name, byte[] bytes) {
        if (bytes.length > LARGEST_METAINFO) {
            throw invalid(name + ": more than 5 MiB, no .torrent is that large");
        }
        // Metainfo is a bencoded dictionary (BEP 3).
        if (bytes.length == 0 || bytes[0] != 'd') {
            throw invalid(name + ": not a .torrent file");
        }
        return Metainfo.of(bytes);
    }

    /// A glob reaches no further than one directory.
    private static List<Origin> matching(String glob) {
        int slash = glob.lastIndexOf('/');
        Path directory = path(slash < 0 ? "" : glob.substring(0, slash + 1));
        var files = new ArrayList<Path>();
        try (var found = Files.newDirectoryStream(directory, glob.substring(slash + 1))) {
            found.forEach(files::add);
        } catch (IOException | PatternSyntaxException | DirectoryIteratorException _) {
            throw invalid(glob + ": can't be read");
        }
        if (files.isEmpty()) {
            throw invalid(glob + ": no file matches");
        }
        return files.stream().sorted().map(file -> metainfo(file.toString(), file(file.toString()))).toList();
    }

    private static Path path(String name) {
        try {
            return Path.of(name);
        } catch (InvalidPathException _) {
            throw invalid(name + ": no such file, and no magnet link");
        }
    }

    private static boolean isLink(String text) {
        return isMagnet(text) || isUrl(text);
    }

    private static boolean isUrl(String text) {
        return URL.matcher(text).matches();
    }

    private static boolean isMagnet(String text) {
        return text.toLowerCase(Locale.ROOT).startsWith("magnet:");
    }

    private static CliException invalid(String reason) {
        return new CliException(new CliError.Invalid(reason));
    }
}
