package dev.revaer.cli.torrent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import dev.revaer.cli.http.NewTorrent.Magnet;
import dev.revaer.cli.http.NewTorrent.Metainfo;
import dev.revaer.cli.http.NewTorrent.Origin;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.view.Console;

/// Reads what the user wants to add: a magnet link, a `.torrent` file, or either from the input.
final class TorrentOrigin {
    private static final int LARGEST_METAINFO = 5 << 20;
    private static final int MOST_LINKS = 10_000;

    private final Console console;

    TorrentOrigin(Console console) {
        this.console = console;
    }

    /// What the argument stands for: one torrent, or for `-` as many as there are magnet links in the input.
    ///
    /// @throws CliException with [CliError.Invalid] when it stands for none
    List<Origin> read(String argument) {
        if (argument.equals("-")) {
            return fromInput();
        }
        if (isMagnet(argument)) {
            return List.of(new Magnet(argument));
        }
        if (argument.matches("(?i)https?://.*")) {
            throw invalid("%s: give the .torrent file itself, or a magnet link".formatted(argument));
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
        if (links.isEmpty() || !links.stream().allMatch(TorrentOrigin::isMagnet)) {
            throw invalid("-: neither a .torrent nor magnet links");
        }
        return links.stream().<Origin>map(Magnet::new).toList();
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

    private static boolean isMagnet(String text) {
        return text.toLowerCase(Locale.ROOT).startsWith("magnet:");
    }

    private static CliException invalid(String reason) {
        return new CliException(new CliError.Invalid(reason));
    }
}
