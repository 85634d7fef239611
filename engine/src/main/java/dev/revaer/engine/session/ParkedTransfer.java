package dev.revaer.engine.session;

import dev.revaer.engine.EngineException;
import dev.revaer.engine.Transfer;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.session.jni.Swig;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import org.libtorrent4j.swig.error_code;
import org.libtorrent4j.swig.file_storage;
import org.libtorrent4j.swig.libtorrent;
import org.libtorrent4j.swig.torrent_info;

/// How far a torrent is by what is stored of it, since its files cannot be looked at.
///
/// @param isPrivate whether its metainfo says so (BEP 27)
record ParkedTransfer(Transfer transfer, boolean isPrivate) {
    static ParkedTransfer of(StoredTorrent stored) {
        var metainfo = stored.metainfo();
        var unknown = Transfer.starting(stored.counters());
        if (metainfo == null) {
            return new ParkedTransfer(unknown, false);
        }
        try {
            var info = LibtorrentMetainfo.parse(metainfo.bytes());
            try {
                var size = contentSize(info.files());
                var done = stored.completedAt() != null ? size : done(stored, info, size);
                return new ParkedTransfer(transfer(unknown, size, done), info.priv());
            } finally {
                info.delete();
            }
        } catch (EngineException _) {
            // told when it is given to libtorrent
            return new ParkedTransfer(unknown, false);
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
