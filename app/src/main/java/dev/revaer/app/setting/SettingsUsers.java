package dev.revaer.app.setting;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Those who run by the settings. One who fails does not keep the others from hearing.
final class SettingsUsers {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsUsers.class);

    private final List<Consumer<Settings>> users = new CopyOnWriteArrayList<>();
    private volatile @Nullable String failure;

    void add(Consumer<Settings> user) {
        users.add(user);
    }

    void tell(Settings settings) {
        @Nullable
        String failed = null;
        for (var user : users) {
            try {
                user.accept(settings);
            } catch (RuntimeException e) {
                LOG.atError().setCause(e).log("settings were kept but not applied everywhere");
                failed = String.valueOf(e.getMessage());
            }
        }
        failure = failed;
    }

    /// Why one of them does not run by what he was last told; null if all do.
    @Nullable
    String failure() {
        return failure;
    }
}
