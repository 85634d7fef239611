package dev.revaer.engine.session.content;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.revaer.engine.resume.Bencoded;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.selection.FilePriority;
import dev.revaer.engine.session.file.FileLayout;
import dev.revaer.engine.session.jni.Swig;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import org.libtorrent4j.swig.add_torrent_params;
import org.libtorrent4j.swig.bitfield;
import org.libtorrent4j.swig.error_code;
import org.libtorrent4j.swig.int_string_map;
import org.libtorrent4j.swig.libtorrent;
import org.libtorrent4j.swig.torrent_info;

/// Which of the files are there that resume data says pieces are in.
///
/// @param expected wanted files with a whole piece in them
/// @param missing those of them that are not there, as paths below the download directory
public record ContentSurvey(int expected, List<String> missing) {
    private static final ContentSurvey NOTHING = new ContentSurvey(0, List.of());

    public ContentSurvey {
        missing = List.copyOf(missing);
    }

    /// Looks for the files of a torrent, each by the name that is wanted, the one in the resume data, or the metainfo's.
    /// Nothing is expected of one without metainfo, or with resume data that is missing or cannot be read.
    public static ContentSurvey of(StoredTorrent torrent) {
        var metainfo = torrent.metainfo();
        var resumeData = torrent.resumeData();
        if (metainfo == null || resumeData == null) {
            return NOTHING;
        }
        var info = LibtorrentMetainfo.parse(metainfo.bytes());
        try {
            return of(torrent, info, resumeData);
        } finally {
            info.delete();
        }
    }

    private static ContentSurvey of(StoredTorrent torrent, torrent_info info, Bencoded resumeData) {
        var error = new error_code();
        var bytes = Swig.vector(resumeData.bytes());
        var parameters = libtorrent.read_resume_data_ex(bytes, error);
        bytes.delete();
        try {
            return error.failed() ? NOTHING : of(torrent, info, parameters);
        } finally {
            parameters.delete();
        }
    }

    private static ContentSurvey of(StoredTorrent torrent, torrent_info info, add_torrent_params parameters) {
        var have = parameters.get_have_pieces();
        var names = parameters.get_renamed_files();
        var layout = FileLayout.of(info, Map.of());
        var priorities = torrent.options().selection().priorities(layout.files());
        int expected = 0;
        var missing = new ArrayList<String>();
        for (int at = 0; at < layout.files().size(); at++) {
            if (priorities.get(at) != FilePriority.SKIP && holdsAny(layout, at, have)) {
                expected++;
                if (!isThere(torrent, layout, at, names)) {
                    missing.add(layout.files().get(at).path());
                }
            }
        }
        return new ContentSurvey(expected, missing);
    }

    private static boolean holdsAny(FileLayout layout, int at, bitfield have) {
        if (layout.files().get(at).sizeBytes() == 0) {
            return false;
        }
        for (int piece = layout.firstPiece(at); piece <= layout.lastPiece(at); piece++) {
            if (piece < have.size() && have.get_bit(piece)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isThere(
            StoredTorrent torrent,
            FileLayout layout,
            int at,
            int_string_map names) {
        var file = layout.files().get(at);
        var wanted = torrent.options().renamedFiles().get(file.index());
        var last = names.get((Object) file.index());
        var directory = torrent.downloadDir();
        return isFile(directory, file.path()) || (wanted != null && isFile(directory, wanted))
                || (last != null && isFile(directory, last));
    }

    private static boolean isFile(Path directory, String name) {
        var path = directory.resolve(name).normalize();
        return path.startsWith(directory) && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    }
}
