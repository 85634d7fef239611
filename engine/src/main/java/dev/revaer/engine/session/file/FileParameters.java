package dev.revaer.engine.session.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.revaer.engine.TorrentFile;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.TransferMode;
import dev.revaer.engine.selection.Selection;
import dev.revaer.engine.session.jni.Swig;
import org.jspecify.annotations.Nullable;
import org.libtorrent4j.swig.add_torrent_params;
import org.libtorrent4j.swig.byte_vector;
import org.libtorrent4j.swig.int_string_map;
import org.libtorrent4j.swig.torrent_info;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What of a torrent's files libtorrent is told when the torrent is added, so that nothing unwanted is begun.
///
/// @param levels null while the files are not known, or if all are wanted as usual
/// @param originals what renamed files are called in the metainfo, by index
/// @param reconciled files for which the resume data says otherwise
/// @param files as the metainfo has them; none while they are not known
/// @param findsNothing whether the selection matches no file, so that all are taken
public record FileParameters(
        @Nullable FileLevels levels,
        Map<Integer, String> originals,
        int reconciled,
        List<TorrentFile> files,
        boolean findsNothing) {
    /// Files of a torrent whose files are not known that are kept from being downloaded; a metainfo of libtorrent's
    /// largest size names no more.
    private static final int MOST_FILES = 100_000;
    private static final Logger LOG = LoggerFactory.getLogger(FileParameters.class);

    public FileParameters {
        files = List.copyOf(files);
    }

    /// For a magnet link: until its files are known and chosen from, none is wanted, unless all are.
    public static FileParameters forMagnet(add_torrent_params parameters, TorrentOptions options) {
        set(parameters, options.selection().isAll() ? new byte[0] : noFile());
        return new FileParameters(null, Map.of(), 0, List.of(), false);
    }

    /// No file of a torrent that is not known yet.
    public static byte[] noFile() {
        return new byte[MOST_FILES];
    }

    /// For a torrent whose files are known.
    ///
    /// @param info renamed here
    /// @param isResumed whether the parameters are resume data
    public static FileParameters of(
            add_torrent_params parameters,
            torrent_info info,
            boolean isResumed,
            Path downloadDir,
            TorrentOptions options) {
        var layout = FileLayout.of(info, Map.of());
        var originals = rename(parameters, info, layout, downloadDir, options.renamedFiles());
        var findsNothing = options.selection().isNothingOf(layout.files());
        var levels = FileLevels.of(layout, findsNothing ? Selection.ALL : options.selection());
        var reconciled = isResumed ? levels.differences(Swig.take(parameters.get_file_priorities())) : 0;
        set(parameters, levels.isUsual() ? new byte[0] : levels.bytes());
        if (options.has(TransferMode.FIRST_LAST_PIECES)) {
            var pieces = Swig.vector(levels.pieces(layout, true));
            parameters.set_piece_priorities(pieces);
            pieces.delete();
        }
        return new FileParameters(
                levels.isUsual() ? null : levels,
                originals,
                reconciled,
                layout.files(),
                findsNothing);
    }

    private static void set(add_torrent_params parameters, byte[] levels) {
        var files = Swig.vector(levels);
        parameters.set_file_priorities(files);
        files.delete();
        var none = new byte_vector();
        parameters.set_piece_priorities(none);
        none.delete();
    }

    private static Map<Integer, String> rename(
            add_torrent_params parameters,
            torrent_info info,
            FileLayout layout,
            Path downloadDir,
            Map<Integer, String> names) {
        var before = parameters.get_renamed_files();
        var originals = new HashMap<Integer, String>();
        for (var file : layout.files()) {
            var name = names.get(file.index());
            var last = before.get((Object) file.index());
            if (name != null) {
                originals.put(file.index(), file.path());
                settle(downloadDir, file, last, name);
                info.rename_file(file.index(), name);
            } else if (last != null) {
                settle(downloadDir, file, last, file.path());
            }
        }
        before.delete();
        var none = new int_string_map();
        parameters.set_renamed_files(none);
        none.delete();
        return originals;
    }

    /// Ends a rename that a crash has cut short after it was decided on, or that another client left to be done.
    ///
    /// @param before what the resume data calls it, which nobody vouches for
    private static void settle(Path downloadDir, TorrentFile file, @Nullable String before, String name) {
        var target = downloadDir.resolve(name).normalize();
        var source = downloadDir.resolve(before == null ? file.path() : before).normalize();
        if (!source.startsWith(downloadDir.normalize()) || source.equals(target)
                || Files.exists(target, LinkOption.NOFOLLOW_LINKS)
                || !Files.isRegularFile(source, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.createDirectories(target.resolveSibling(""));
            Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("file", source)
                    .addKeyValue("name", name)
                    .setCause(e)
                    .log("a rename that was cut short cannot be finished; the file will be downloaded anew");
        }
    }
}
