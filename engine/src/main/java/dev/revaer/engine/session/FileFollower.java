package dev.revaer.engine.session;

import java.util.List;
import java.util.function.Consumer;

import dev.revaer.engine.EngineException;
import dev.revaer.engine.session.pump.CommandThread;
import org.libtorrent4j.swig.status_flags_t;
import org.libtorrent4j.swig.torrent_handle;
import org.libtorrent4j.swig.torrent_status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes what the alert thread learns of a torrent's files to the command thread.
final class FileFollower {
    private static final Logger LOG = LoggerFactory.getLogger(FileFollower.class);

    private final FileWishes wishes;
    private final CommandThread commands;

    FileFollower(FileWishes wishes, CommandThread commands) {
        this.wishes = wishes;
        this.commands = commands;
    }

    void checked(SessionTorrent torrent) {
        onCommandThread(torrent, handle -> wishes.checked(torrent, handle));
    }

    /// @param whenSettled given, on the command thread, how the torrent is once its files are chosen from; must delete it
    void metadataKnown(
            SessionTorrent torrent,
            byte[] metainfo,
            List<MagnetSwap.Peer> peers,
            Consumer<torrent_status> whenSettled) {
        onCommandThread(torrent, handle -> wishes.metadataKnown(torrent, handle, metainfo, peers, () -> {
            var now = torrent.handle();
            if (now != null) {
                whenSettled.accept(now.status(new status_flags_t()));
            }
        }));
    }

    private void onCommandThread(SessionTorrent torrent, Consumer<torrent_handle> command) {
        try {
            commands.execute(() -> {
                var handle = torrent.handle();
                try {
                    if (handle != null && handle.is_valid()) {
                        command.accept(handle);
                    }
                } catch (RuntimeException e) {
                    LOG.atWarn()
                            .addKeyValue("infoHash", torrent.snapshot().infoHash())
                            .setCause(e)
                            .log("what is wanted of its files could not be told");
                }
            });
        } catch (EngineException _) {
            // the session closes: the next start does it
        }
    }
}
