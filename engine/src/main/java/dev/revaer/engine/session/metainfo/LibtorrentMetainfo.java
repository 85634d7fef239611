package dev.revaer.engine.session.metainfo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.revaer.engine.EngineError.UnreadableMagnet;
import dev.revaer.engine.EngineError.UnreadableMetainfo;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.Metainfo;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.TorrentFile;
import dev.revaer.engine.create.HashingProgress;
import dev.revaer.engine.create.NewMetainfo;
import dev.revaer.engine.session.jni.NativeLibrary;
import dev.revaer.engine.session.jni.Swig;
import dev.revaer.engine.session.swarm.LibtorrentSources;
import dev.revaer.engine.swarm.SwarmSources;
import org.jspecify.annotations.Nullable;
import org.libtorrent4j.swig.add_torrent_params;
import org.libtorrent4j.swig.bdecode_node;
import org.libtorrent4j.swig.error_code;
import org.libtorrent4j.swig.file_storage;
import org.libtorrent4j.swig.libtorrent;
import org.libtorrent4j.swig.torrent_info;

/// Reads and makes metainfo with libtorrent's own parser.
public final class LibtorrentMetainfo implements MetainfoReader {
    private static final byte[] INFO_PREFIX = ascii("d4:info");
    private static final byte[] INFO_SUFFIX = ascii("e");
    private static final byte[] RESUME_PREFIX = ascii(
            "d11:file-format22:libtorrent resume file12:file-versioni1e4:info");

    /// Loads the native library.
    ///
    /// @param nativeDir where the native library is unpacked
    public LibtorrentMetainfo(Path nativeDir) {
        NativeLibrary.load(nativeDir);
    }

    @Override
    public Metainfo read(byte[] metainfo) {
        var info = parseAsItIs(metainfo);
        try {
            var names = rename(info, metainfo);
            return new Metainfo(
                    Swig.infoHashes(info.info_hashes()),
                    names.map(SafeNames::name).orElseGet(info::name),
                    info.total_size(),
                    info.priv(),
                    files(info.files()));
        } finally {
            info.delete();
        }
    }

    @Override
    public Magnet readMagnet(String uri) {
        var parameters = parseMagnet(uri);
        try {
            var infoHashes = Swig.infoHashes(parameters.getInfo_hashes());
            var name = parameters.getName();
            return new Magnet(infoHashes, name.isBlank() ? infoHashes.first().hex() : name);
        } finally {
            parameters.delete();
        }
    }

    @Override
    public SwarmSources sources(byte[] metainfo) {
        var info = parse(metainfo);
        try {
            return LibtorrentSources.of(info);
        } finally {
            info.delete();
        }
    }

    @Override
    public SwarmSources sourcesOfMagnet(String uri) {
        var parameters = parseMagnet(uri);
        try {
            return LibtorrentSources.of(parameters);
        } finally {
            parameters.delete();
        }
    }

    @Override
    public byte[] create(NewMetainfo wanted, HashingProgress progress) {
        return new TorrentMaker(wanted, progress).make();
    }

    /// What libtorrent is to be told of a magnet link; to be freed by the caller.
    ///
    /// @throws EngineException with [UnreadableMagnet]
    public static add_torrent_params parseMagnet(String uri) {
        var error = new error_code();
        var parameters = libtorrent.parse_magnet_uri(uri, error);
        if (error.failed()) {
            throw new EngineException(new UnreadableMagnet(error.message()));
        }
        var hashes = parameters.getInfo_hashes();
        if (!hashes.has_v1() && !hashes.has_v2()) {
            throw new EngineException(
                    new UnreadableMagnet("it names no info hash (xt=urn:btih:… or xt=urn:btmh:…)"));
        }
        return parameters;
    }

    /// Parses metainfo; to be freed by the caller. Files whose names cannot be told to libtorrent are renamed.
    ///
    /// @throws EngineException with [UnreadableMetainfo]
    public static torrent_info parse(byte[] metainfo) {
        var info = parseAsItIs(metainfo);
        try {
            rename(info, metainfo);
            return info;
        } catch (EngineException e) {
            info.delete();
            throw e;
        }
    }

    /// What [#parse] has renamed: paths by file index; for a torrent whose metainfo came after it was added.
    ///
    /// @throws EngineException with [UnreadableMetainfo]
    public static Map<Integer, String> renamedFiles(byte[] metainfo) {
        var info = parseAsItIs(metainfo);
        try {
            return rename(info, metainfo).map(SafeNames::paths).orElseGet(Map::of);
        } finally {
            info.delete();
        }
    }

    private static Optional<SafeNames> rename(torrent_info info, byte[] metainfo) {
        return NameRewriter.rewrite(metainfo).map(rewritten -> {
            var replaced = parseAsItIs(rewritten);
            try {
                var names = SafeNames.of(info, replaced);
                names.paths().forEach(info::rename_file);
                return names;
            } finally {
                replaced.delete();
            }
        });
    }

    private static torrent_info parseAsItIs(byte[] metainfo) {
        var error = new error_code();
        var node = new bdecode_node();
        var bytes = Swig.vector(metainfo);
        try {
            if (bdecode_node.bdecode(bytes, node, error) != 0 || error.failed()) {
                throw unreadable(error.message());
            }
            var info = new torrent_info(node, error);
            if (!error.failed() && info.is_valid()) {
                return info;
            }
            var fromMagnet = parseInfoAlone(metainfo);
            if (fromMagnet != null) {
                return fromMagnet;
            }
            throw unreadable(error.failed() ? error.message() : "it describes no files");
        } finally {
            node.delete();
            bytes.delete();
        }
    }

    /// The info dictionary as metainfo: what is kept of a magnet's metadata. A v2 torrent's piece layers are missing
    /// from it; they come from the swarm.
    public static byte[] fromInfo(byte[] info) {
        return join(INFO_PREFIX, info, INFO_SUFFIX);
    }

    private static @Nullable torrent_info parseInfoAlone(byte[] metainfo) {
        var length = metainfo.length - INFO_SUFFIX.length;
        if (length < INFO_PREFIX.length || !Arrays.equals(
                metainfo,
                0,
                INFO_PREFIX.length,
                INFO_PREFIX,
                0,
                INFO_PREFIX.length)) {
            return null;
        }
        var info = Arrays.copyOfRange(metainfo, INFO_PREFIX.length, length);
        var error = new error_code();
        var resume = Swig.vector(join(RESUME_PREFIX, info, INFO_SUFFIX));
        var parameters = libtorrent.read_resume_data_ex(resume, error);
        resume.delete();
        return error.failed() ? null : parameters.ti_ptr();
    }

    private static List<TorrentFile> files(file_storage storage) {
        var files = new ArrayList<TorrentFile>(storage.num_files());
        for (int index = 0; index < storage.num_files(); index++) {
            var flags = storage.file_flags(index);
            var isContent = !storage.pad_file_at(index) && !flags.and_(file_storage.flag_symlink).non_zero();
            if (isContent) {
                files.add(new TorrentFile(index, storage.file_path(index), storage.file_size(index)));
            }
            flags.delete();
        }
        return files;
    }

    private static byte[] join(byte[]... parts) {
        var joined = new ByteArrayOutputStream();
        for (var part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static EngineException unreadable(String reason) {
        return new EngineException(new UnreadableMetainfo(reason));
    }
}
