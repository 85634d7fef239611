package dev.revaer.engine.session;

import dev.revaer.engine.TransferMode;
import dev.revaer.engine.session.jni.Swig;
import org.libtorrent4j.swig.libtorrent;
import org.libtorrent4j.swig.torrent_flags_t;
import org.libtorrent4j.swig.torrent_handle;

/// Whether libtorrent runs a torrent, by its queue or outside it. Runs on the command thread.
final class RunState {
    private RunState() {}

    /// The flags that a torrent is added with. Within the queue it begins paused: the queue starts it.
    static int flags(boolean isHeld, boolean isForced) {
        var paused = Swig.bits(libtorrent.getPaused());
        var autoManaged = Swig.bits(libtorrent.getAuto_managed());
        if (isHeld) {
            return paused;
        }
        return isForced ? 0 : paused | autoManaged;
    }

    static void apply(SessionTorrent torrent, torrent_handle handle) {
        var autoManaged = torrent_flags_t.from_int(Swig.bits(libtorrent.getAuto_managed()));
        if (!torrent.holds.isEmpty()) {
            handle.unset_flags(autoManaged);
            handle.pause();
        } else if (torrent.applied.has(TransferMode.FORCE_START)) {
            handle.unset_flags(autoManaged);
            handle.resume();
        } else {
            handle.set_flags(autoManaged, autoManaged);
        }
        autoManaged.delete();
    }
}
