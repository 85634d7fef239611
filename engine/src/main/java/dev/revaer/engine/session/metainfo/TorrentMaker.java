package dev.revaer.engine.session.metainfo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

import dev.revaer.engine.EngineError.UnreadableMetainfo;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.session.jni.Swig;
import org.libtorrent4j.swig.create_torrent;
import org.libtorrent4j.swig.error_code;
import org.libtorrent4j.swig.file_flags_t;
import org.libtorrent4j.swig.file_storage;
import org.libtorrent4j.swig.sha1_hash;
import org.libtorrent4j.swig.sha256_hash;

/// Makes a hybrid torrent (BEP 52) of a file or folder.
///
/// The hashing is done in Java: libtorrent's own opens its memory-mapped disk I/O, which takes the JVM's SIGSEGV
/// handler away.
final class TorrentMaker {
    private final Path content;

    /// @param content links below it are left out, not followed
    TorrentMaker(Path content) {
        this.content = content.toAbsolutePath().normalize();
    }

    /// @throws EngineException with [UnreadableMetainfo]
    byte[] make() {
        var files = new file_storage();
        try {
            for (var file : regularFiles()) {
                add(files, file);
            }
            if (files.num_files() == 0) {
                throw unreadable("nothing to share in " + content);
            }
            var torrent = new create_torrent(files);
            torrent.set_creator("Revaer");
            hash(torrent);
            var generated = torrent.generate();
            var bytes = Swig.take(generated.bencode());
            generated.delete();
            torrent.delete();
            return bytes;
        } catch (IOException e) {
            throw unreadable("cannot read " + content + ": " + e.getMessage());
        } finally {
            files.delete();
        }
    }

    private List<Path> regularFiles() throws IOException {
        try (var walk = Files.walk(content)) {
            return walk.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    private void add(file_storage files, Path file) throws IOException {
        var name = directory().relativize(file).toString();
        if (!Swig.canCarry(name)) {
            throw unreadable("a name holds an emoji or another character beyond U+FFFF: " + name);
        }
        var error = new error_code();
        files.add_file_ex(
                error,
                name,
                Files.size(file),
                new file_flags_t(),
                Files.getLastModifiedTime(file).toMillis() / 1000);
        if (error.failed()) {
            throw unreadable(file + ": " + error.message());
        }
    }

    private void hash(create_torrent torrent) throws IOException {
        var files = torrent.files();
        var hasher = new PieceHasher(
                torrent.piece_length(),
                (piece, hash) -> torrent.set_hash(piece, new sha1_hash(Swig.vector(hash))),
                (file, piece, root) -> torrent.set_hash2(file, piece, new sha256_hash(Swig.vector(root))));
        for (int index = 0; index < files.num_files(); index++) {
            var size = files.file_size(index);
            if (files.pad_file_at(index)) {
                hasher.pad(size);
            } else {
                try (InputStream bytes = Files.newInputStream(directory().resolve(files.file_path(index)))) {
                    hasher.file(index, size, bytes);
                }
            }
        }
        hasher.finish();
    }

    private Path directory() {
        var parent = content.getParent();
        if (parent == null) {
            throw unreadable("the root of the file system cannot be shared");
        }
        return parent;
    }

    private static EngineException unreadable(String reason) {
        return new EngineException(new UnreadableMetainfo(reason));
    }
}
