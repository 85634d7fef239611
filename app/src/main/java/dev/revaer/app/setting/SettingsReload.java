package dev.revaer.app.setting;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has the settings read from the database and applied again to all who run by them, changed or not.
public final class SettingsReload {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsReload.class);

    private final LiveSettings live;

    public SettingsReload(LiveSettings live) {
        this.live = live;
    }

    /// Does it, and says so in one line. While the database is away those that are known are applied.
    public void run() {
        var isRead = isRead();
        live.applyAgain(true);
        var unapplied = live.unapplied();
        LOG.atInfo()
                .addKeyValue("revision", live.known().revision())
                .addKeyValue("read", isRead ? "yes" : "no, the database does not answer")
                .addKeyValue("notApplied", unapplied == null ? "" : unapplied)
                .log("settings were read and applied again");
    }

    private boolean isRead() {
        try {
            live.refresh();
            return true;
        } catch (RuntimeException e) {
            LOG.debug("the settings cannot be read", e);
            return false;
        }
    }
}
