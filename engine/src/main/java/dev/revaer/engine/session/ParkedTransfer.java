package dev.revaer.engine.session;

import java.util.List;
import java.util.Map;

import dev.revaer.engine.EngineException;
import dev.revaer.engine.TorrentFile;
import dev.revaer.engine.Transfer;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.session.file.FileLayout;
import dev.revaer.engine.session.jni.Swig;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import dev.revaer.engine.swarm.SwarmSources;
import org.libtorrent4j.swig.error_code;
import org.libtorrent4j.swig.file_storage;
import org.libtorrent4j.swig.libtorrent;
import org.libtorrent4j.swig.torrent_info;

/// How far a torrent is by what is stored of it, since its files cannot be looked at.
///
/// @param isPrivate whether its metainfo says so (BEP 27)
/// @param files as the metainfo has them
/// @param origin trackers and web seeds as magnet or metainfo says
record ParkedTransfer(
        Transfer transfer,
        boolean isPrivate,
        List<TorrentFile> files,
        SwarmSources origin) {
    ParkedTransfer {
        files = List.copyOf(files);
    }

    static ParkedTransfer of(StoredTorrent stored) {
        var metainfo = stored.metainfo();
        var unknown = Transfer.starting(stored.counters());
        try {
            if (metainfo == null) {
                return new ParkedTransfer(unknown, false, List.of(), AddParameters.origin(stored, null));
            }
            var info = LibtorrentMetainfo.parse(metainfo.bytes());
            try {
                var size = contentSize(info.files());
                var done = stored.completedAt() != null ? size : done(stored, info, size);
                return new ParkedTransfer(
                        transfer(unknown, size, done),
                        info.priv(),
                        FileLayout.of(info, Map.of()).files(),
                        AddParameters.origin(stored, info));
            } finally {
                info.delete();
            }
        } catch (EngineException _) {
            // told when it is given to libtorrent
            return new ParkedTransfer(unknown, false, List.of(), SwarmSources.OF_METAINFO);
        }
    }

    private static long contentSize(file_storage files) {
        long size = 0;
        for (int index = 0; index < files.num_files(); index++) {
            size += files.pad_file_at(index) ? 0 : files.file_size(index);
        }
        return size;
    }

    private static long done(StoredTorrent stored, torrent_info info, long size) {
        var resume = stored.resumeData();
        if (resume == null) {
            return 0;
        }
        var bytes = Swig.vector(resume.bytes());
        var parameters = libtorrent.read_resume_data_ex(bytes, new error_code());
        try {
            var pieces = parameters.get_have_pieces().count();
            return Math.min(size, (long) pieces * info.piece_length());
        } finally {
            parameters.delete();
            bytes.delete();
        }
    }

    private static Transfer transfer(Transfer unknown, long size, long done) {
        return new Transfer(
                size == 0 ? 1 : (double) done / size,
                size,
                done,
                unknown.counters(),
                0,
                0,
                null,
                Transfer.Swarm.NONE);
    }
}
