package dev.revaer.app.hook;

import java.util.Locale;

/// The kinds of hook.
enum Hook {
    WEBHOOK, COMMAND;

    /// The public name: `webhook`.
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
