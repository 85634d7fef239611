package dev.revaer.engine.session.metainfo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;

import dev.revaer.engine.EngineError.UnreadableMetainfo;
import dev.revaer.engine.EngineError.UnshareableContent;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.create.HashingProgress;
import dev.revaer.engine.create.NewMetainfo;
import dev.revaer.engine.session.jni.Swig;
import org.jspecify.annotations.Nullable;
import org.libtorrent4j.swig.create_flags_t;
import org.libtorrent4j.swig.create_torrent;
import org.libtorrent4j.swig.entry;
import org.libtorrent4j.swig.error_code;
import org.libtorrent4j.swig.file_flags_t;
import org.libtorrent4j.swig.file_storage;
import org.libtorrent4j.swig.sha1_hash;
import org.libtorrent4j.swig.sha256_hash;

/// Makes metainfo (BEP 3, BEP 52) of a file or folder.
///
/// The hashing is done in Java: libtorrent's own opens its memory-mapped disk I/O, which takes the JVM's SIGSEGV
/// handler away.
final class TorrentMaker {
    private static final long MOST_HASH_BYTES = MetainfoReader.LARGEST / 2;

    private final NewMetainfo wanted;
    private final HashingProgress progress;
    private long hashedBytes;

    TorrentMaker(NewMetainfo wanted, HashingProgress progress) {
        this.wanted = wanted;
        this.progress = progress;
    }

    /// @throws EngineException with [UnshareableContent]
    byte[] make() {
        try {
            return make(ContentFiles.in(wanted.content(), progress));
        } catch (IOException e) {
            var kind = e.getClass().getSimpleName().replace("Exception", "");
            throw new EngineException(
                    new UnshareableContent(
                            wanted.content(),
                            "it cannot be read (" + kind + ": " + e.getMessage() + ")"));
        }
    }

    private byte[] make(ContentFiles content) throws IOException {
        var pieceLength = pieceLength(content);
        var storage = storage(content);
        var torrent = new create_torrent(storage, pieceLength, flags());
        try {
            describe(torrent);
            fillWithNothing(torrent);
            check(content, bencode(torrent));
            hash(content, torrent);
            for (var file : content.all()) {
                content.check(file);
            }
            return bencode(torrent);
        } finally {
            torrent.delete();
            storage.delete();
        }
    }

    private int pieceLength(ContentFiles content) {
        var size = content.totalSize();
        var given = wanted.pieceLength();
        var length = given == null ? PieceLength.of(size, wanted.format(), MOST_HASH_BYTES) : given;
        if (PieceLength.hashBytes(size, length, wanted.format()) > MetainfoReader.LARGEST) {
            throw tooLarge(content);
        }
        return length;
    }

    private static file_storage storage(ContentFiles content) {
        var storage = new file_storage();
        for (var file : content.all()) {
            var error = new error_code();
            storage.add_file_ex(
                    error,
                    file.name(),
                    file.size(),
                    new file_flags_t(),
                    file.modified().toMillis() / 1000);
            if (error.failed()) {
                storage.delete();
                throw content.unshareable(file.name() + ": " + error.message());
            }
        }
        return storage;
    }

    private create_flags_t flags() {
        return switch (wanted.format()) {
            case V1 -> create_torrent.v1_only;
            case V2 -> create_torrent.v2_only;
            case HYBRID -> new create_flags_t();
        };
    }

    private void describe(create_torrent torrent) {
        torrent.set_creator("Revaer");
        torrent.set_priv(wanted.isPrivate());
        for (int tier = 0; tier < wanted.trackers().size(); tier++) {
            for (var address : wanted.trackers().get(tier)) {
                torrent.add_tracker(address, tier);
            }
        }
        wanted.webSeeds().forEach(torrent::add_url_seed);
    }

    /// Any hashes at all let libtorrent write metainfo as large as the real one, with the same names.
    private void fillWithNothing(create_torrent torrent) {
        var files = torrent.files();
        if (wanted.format().hasV1()) {
            for (int piece = 0; piece < torrent.num_pieces(); piece++) {
                setPiece(torrent, piece, filled(20));
            }
        }
        if (wanted.format().hasV2()) {
            for (int file = 0; file < files.num_files(); file++) {
                var pieces = files.pad_file_at(file) ? 0 : files.file_num_pieces(file);
                for (int piece = 0; piece < pieces; piece++) {
                    setLayer(torrent, file, piece, filled(32));
                }
            }
        }
    }

    /// Says before hours of hashing what could only be said after them.
    private static void check(ContentFiles content, byte[] metainfo) {
        if (metainfo.length > MetainfoReader.LARGEST) {
            throw tooLarge(content);
        }
        var names = new HashSet<String>();
        try {
            var info = LibtorrentMetainfo.parse(metainfo);
            var files = info.files();
            for (int file = 0; file < files.num_files(); file++) {
                names.add(files.file_path(file));
            }
            info.delete();
        } catch (EngineException e) {
            var reason = e.error() instanceof UnreadableMetainfo(var why) ? why : e.error().toString();
            throw content.unshareable("libtorrent could not read its metainfo: " + reason);
        }
        for (var file : content.all()) {
            if (!names.contains(file.name())) {
                throw content.unshareable(
                        content.all().size() == 1 && file.path().endsWith(names.iterator().next())
                                ? "a v2 torrent cannot tell a folder from its only file: share the file itself"
                                : "peers could not keep a file under its name: " + file.name());
            }
        }
    }

    private void hash(ContentFiles content, create_torrent torrent) throws IOException {
        var files = torrent.files();
        var total = content.totalSize();
        var hasher = new PieceHasher(
                torrent.piece_length(),
                wanted.format().hasV1() ? (piece, hash) -> setPiece(torrent, piece, hash) : null,
                wanted.format().hasV2() ? (file, piece, root) -> setLayer(torrent, file, piece, root) : null,
                bytes -> progress.hashed(hashedBytes += bytes, total));
        for (int index = 0; index < files.num_files(); index++) {
            if (files.pad_file_at(index)) {
                hasher.pad(files.file_size(index));
                continue;
            }
            var file = content.named(files.file_path(index));
            try (var bytes = content.open(file)) {
                hasher.file(index, file.size(), bytes);
            }
            content.check(file);
        }
        hasher.finish();
    }

    private byte[] bencode(create_torrent torrent) {
        var generated = torrent.generate();
        try {
            put(generated, "comment", wanted.comment());
            put(generated.get("info"), "source", wanted.source());
            return Swig.take(generated.bencode());
        } finally {
            generated.delete();
        }
    }

    /// As bytes, which arrive as they are.
    private static void put(entry dictionary, String key, @Nullable String text) {
        if (text != null) {
            var bytes = Swig.vector(text.getBytes(StandardCharsets.UTF_8));
            dictionary.set(key, bytes);
            bytes.delete();
        }
    }

    private static void setPiece(create_torrent torrent, int piece, byte[] hash) {
        var bytes = Swig.vector(hash);
        var sha1 = new sha1_hash(bytes);
        torrent.set_hash(piece, sha1);
        sha1.delete();
        bytes.delete();
    }

    private static void setLayer(create_torrent torrent, int file, int piece, byte[] root) {
        var bytes = Swig.vector(root);
        var sha256 = new sha256_hash(bytes);
        torrent.set_hash2(file, piece, sha256);
        sha256.delete();
        bytes.delete();
    }

    private static byte[] filled(int length) {
        var bytes = new byte[length];
        Arrays.fill(bytes, (byte) 1);
        return bytes;
    }

    private static EngineException tooLarge(ContentFiles content) {
        return content.unshareable(
                "its metainfo would take more than " + MetainfoReader.LARGEST
                        + " bytes: choose longer pieces, or share less at once");
    }
}
