package dev.revaer.app.create;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import dev.revaer.api.create.Creations.Creation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The directory in which each creation has its `<id>.json` and, once it is completed, its `<id>.torrent`. Files are
/// whole or not there at all.
public final class CreationFiles {
    private static final Logger LOG = LoggerFactory.getLogger(CreationFiles.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int LARGEST_RECORD = 4 * 1024 * 1024;
    private static final String RECORD = ".json";
    private static final String METAINFO = ".torrent";
    private static final String UNFINISHED = ".new";

    private final Path directory;

    /// @param directory is made if it is not there
    public CreationFiles(Path directory) {
        this.directory = directory;
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + directory, e);
        }
    }

    /// Reads all that is kept, in the order it was asked for, and deletes what a crash left half done. A record that
    /// cannot be read is told and left alone.
    List<Creation> load() {
        var loaded = new ArrayList<Creation>();
        try (var files = Files.list(directory)) {
            var names = files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
            for (var name : names) {
                var isOrphan = name.endsWith(METAINFO) && !names.contains(name.replace(METAINFO, RECORD));
                if (name.endsWith(RECORD)) {
                    read(directory.resolve(name)).ifPresent(loaded::add);
                } else if (name.endsWith(UNFINISHED) || isOrphan) {
                    Files.delete(directory.resolve(name));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + directory, e);
        }
        loaded.sort(Comparator.comparing(Creation::requestedAt).thenComparing(Creation::id));
        return loaded;
    }

    void save(Creation creation) throws IOException {
        write(creation.id() + RECORD, JSON.writeValueAsBytes(StoredCreation.of(creation)));
    }

    void saveMetainfo(String id, byte[] metainfo) throws IOException {
        write(id + METAINFO, metainfo);
    }

    byte[] metainfo(String id) throws IOException {
        return Files.readAllBytes(directory.resolve(id + METAINFO));
    }

    void delete(String id) throws IOException {
        Files.deleteIfExists(directory.resolve(id + RECORD));
        Files.deleteIfExists(directory.resolve(id + METAINFO));
    }

    private static Optional<Creation> read(Path file) {
        try {
            if (Files.size(file) > LARGEST_RECORD) {
                throw new IOException("larger than " + LARGEST_RECORD + " bytes");
            }
            var creation = JSON.readValue(Files.readAllBytes(file), StoredCreation.class).creation();
            if (!file.endsWith(creation.id() + RECORD)) {
                throw new IOException("it is of " + creation.id());
            }
            return Optional.of(creation);
        } catch (IOException | JacksonException | IllegalArgumentException | NullPointerException e) {
            LOG.atWarn().addKeyValue("file", file).setCause(e).log("a record of a creation cannot be read");
            return Optional.empty();
        }
    }

    private void write(String name, byte[] bytes) throws IOException {
        var unfinished = directory.resolve(name + UNFINISHED);
        try (var channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            for (var left = ByteBuffer.wrap(bytes); left.hasRemaining();) {
                channel.write(left);
            }
            channel.force(true);
        }
        Files.move(unfinished, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        try (var folder = FileChannel.open(directory, StandardOpenOption.READ)) {
            folder.force(true);
        }
    }
}
