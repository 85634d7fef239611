package dev.revaer.fsops;

import org.jspecify.annotations.Nullable;

/// Ends a run; carries the stage that failed and one [FsopsError].
public final class FsopsException extends RuntimeException {
    private final Stage stage;
    private final transient FsopsError error;

    public FsopsException(Stage stage, FsopsError error, @Nullable Throwable cause) {
        super(stage.label() + ": " + error.describe(), cause);
        this.stage = stage;
        this.error = error;
    }

    public Stage stage() {
        return stage;
    }

    public FsopsError error() {
        return error;
    }
}
