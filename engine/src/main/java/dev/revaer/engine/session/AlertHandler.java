package dev.revaer.engine.session;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

import dev.revaer.engine.event.EngineListener;
import dev.revaer.engine.event.EventData.Failure;
import dev.revaer.engine.session.jni.Swig;
import org.jspecify.annotations.Nullable;
import org.libtorrent4j.swig.add_torrent_params;
import org.libtorrent4j.swig.alert;
import org.libtorrent4j.swig.alerts_dropped_alert;
import org.libtorrent4j.swig.cache_flushed_alert;
import org.libtorrent4j.swig.fastresume_rejected_alert;
import org.libtorrent4j.swig.file_error_alert;
import org.libtorrent4j.swig.file_prio_alert;
import org.libtorrent4j.swig.file_rename_failed_alert;
import org.libtorrent4j.swig.file_renamed_alert;
import org.libtorrent4j.swig.metadata_received_alert;
import org.libtorrent4j.swig.save_resume_data_alert;
import org.libtorrent4j.swig.save_resume_data_failed_alert;
import org.libtorrent4j.swig.state_update_alert;
import org.libtorrent4j.swig.storage_moved_alert;
import org.libtorrent4j.swig.storage_moved_failed_alert;
import org.libtorrent4j.swig.torrent_alert;
import org.libtorrent4j.swig.torrent_checked_alert;
import org.libtorrent4j.swig.torrent_removed_alert;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static java.util.Map.entry;

/// What each alert means for the torrent it is about. Runs on the alert thread; copies what it needs, as an alert is
/// gone when the call returns.
final class AlertHandler {
    private static final Logger LOG = LoggerFactory.getLogger(AlertHandler.class);

    private final TorrentRegistry registry;
    private final TorrentLife life;
    private final ResumeSchedule schedule;
    private final EngineListener listener;
    private final Runnable resynchronise;
    private final Map<Integer, Consumer<alert>> handlers = Map.ofEntries(
            entry(state_update_alert.alert_type, this::stateUpdate),
            entry(metadata_received_alert.alert_type, this::metadataReceived),
            entry(save_resume_data_alert.alert_type, this::resumeData),
            entry(save_resume_data_failed_alert.alert_type, this::resumeDataFailed),
            entry(torrent_removed_alert.alert_type, this::removed),
            entry(cache_flushed_alert.alert_type, this::cacheFlushed),
            entry(fastresume_rejected_alert.alert_type, this::fastResumeRejected),
            entry(file_rename_failed_alert.alert_type, this::renameFailed),
            entry(alerts_dropped_alert.alert_type, this::alertsDropped),
            entry(file_prio_alert.alert_type, this::prioritized),
            entry(file_renamed_alert.alert_type, this::renamed),
            entry(torrent_checked_alert.alert_type, this::checked),
            entry(file_error_alert.alert_type, this::fileError),
            entry(storage_moved_alert.alert_type, this::moved),
            entry(storage_moved_failed_alert.alert_type, this::moveFailed));

    /// @param resynchronise asks libtorrent for the state of every torrent; must not wait
    AlertHandler(
            TorrentRegistry registry,
            TorrentLife life,
            ResumeSchedule schedule,
            EngineListener listener,
            Runnable resynchronise) {
        this.registry = registry;
        this.life = life;
        this.schedule = schedule;
        this.listener = listener;
        this.resynchronise = resynchronise;
    }

    /// What to do with each type of alert.
    Map<Integer, Consumer<alert>> handlers() {
        return handlers;
    }

    /// Handles what was saved, and what could not be, alone.
    void handleResumeData(alert raised) {
        if (raised.type() == save_resume_data_alert.alert_type) {
            resumeData(raised);
        } else if (raised.type() == save_resume_data_failed_alert.alert_type) {
            resumeDataFailed(raised);
        } else if (raised.type() == alerts_dropped_alert.alert_type) {
            schedule.alertsLost();
        }
    }

    private void stateUpdate(alert raised) {
        var now = System.nanoTime();
        var statuses = alert.cast_to_state_update_alert(raised).getStatus();
        for (int i = 0; i < statuses.size(); i++) {
            var status = statuses.get(i);
            var torrent = registry.find(Swig.number(status.getHandle()));
            if (torrent != null) {
                torrent.updatedAt = now;
                life.update(torrent, status, now);
            }
        }
    }

    private void metadataReceived(alert raised) {
        var torrent = torrentOf(alert.cast_to_metadata_received_alert(raised));
        if (torrent != null) {
            life.metadataReceived(torrent);
        }
    }

    private void resumeData(alert raised) {
        var saved = alert.cast_to_save_resume_data_alert(raised);
        var torrent = torrentOf(saved);
        if (torrent != null) {
            life.resumeDataReady(torrent, new add_torrent_params(saved.getParams()));
        }
    }

    private void resumeDataFailed(alert raised) {
        var torrent = torrentOf(alert.cast_to_save_resume_data_failed_alert(raised));
        if (torrent != null) {
            schedule.kept(torrent, true);
        }
    }

    private void removed(alert raised) {
        var userdata = alert.cast_to_torrent_removed_alert(raised).getUserdata();
        var torrent = registry.find(userdata.get());
        if (torrent != null && torrent.swaps.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
            torrent.removed.complete(null);
        }
    }

    private void cacheFlushed(alert raised) {
        var torrent = torrentOf(alert.cast_to_cache_flushed_alert(raised));
        if (torrent != null) {
            life.flushed(torrent);
        }
    }

    private void fastResumeRejected(alert raised) {
        var torrent = torrentOf(alert.cast_to_fastresume_rejected_alert(raised));
        if (torrent != null) {
            listener.happened(
                    torrent.snapshot(),
                    new Failure(
                            "the saved state does not fit the files (" + raised.message()
                                    + "); checking them"));
        }
    }

    private void renameFailed(alert raised) {
        var failed = alert.cast_to_file_rename_failed_alert(raised);
        var torrent = torrentOf(failed);
        var rename = torrent == null ? null : torrent.renames.get(failed.getIndex());
        if (rename != null) {
            rename.done().complete(failed.getError().message());
        } else if (torrent != null) {
            life.renameFailed(torrent, "a file cannot be renamed: " + failed.getError().message());
        }
    }

    private void renamed(alert raised) {
        var renamed = alert.cast_to_file_renamed_alert(raised);
        var torrent = torrentOf(renamed);
        var rename = torrent == null ? null : torrent.renames.get(renamed.getIndex());
        if (torrent != null && rename != null) {
            rename.done().complete("");
            schedule.soon(torrent);
        }
    }

    private void prioritized(alert raised) {
        var prioritized = alert.cast_to_file_prio_alert(raised);
        var torrent = torrentOf(prioritized);
        if (torrent != null) {
            var error = prioritized.getError();
            torrent.prioritized.complete(error.failed() ? error.message() : "");
            schedule.soon(torrent);
        }
    }

    private void checked(alert raised) {
        var torrent = torrentOf(alert.cast_to_torrent_checked_alert(raised));
        if (torrent != null) {
            life.checked(torrent);
        }
    }

    private void fileError(alert raised) {
        var failed = alert.cast_to_file_error_alert(raised);
        var torrent = torrentOf(failed);
        if (torrent != null) {
            torrent.writeError = FileFault.reason(failed.getError());
        }
    }

    private void moved(alert raised) {
        var moved = alert.cast_to_storage_moved_alert(raised);
        var torrent = torrentOf(moved);
        if (torrent != null) {
            life.moved(torrent, Path.of(moved.storage_path()));
        }
    }

    private void moveFailed(alert raised) {
        var failed = alert.cast_to_storage_moved_failed_alert(raised);
        var torrent = torrentOf(failed);
        if (torrent != null) {
            life.moveFailed(torrent, failed.message());
        }
    }

    private void alertsDropped(alert raised) {
        LOG.atWarn()
                .addKeyValue("dropped", raised.message())
                .log("alerts were lost; asking for every torrent's state");
        schedule.alertsLost();
        resynchronise.run();
    }

    private @Nullable SessionTorrent torrentOf(torrent_alert alert) {
        return registry.find(Swig.number(alert.getHandle()));
    }
}
