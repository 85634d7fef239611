package dev.revaer.app.database;

import org.jspecify.annotations.Nullable;

/// Says in one sentence, meant for the person who runs the service, why there is no database.
public final class DatabaseException extends RuntimeException {
    DatabaseException(String message) {
        this(message, null);
    }

    public DatabaseException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
