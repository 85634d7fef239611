package dev.revaer.engine;

/// Carries one [EngineError].
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient EngineError error;

    public EngineException(EngineError error) {
        super(error.toString());
        this.error = error;
    }

    public EngineError error() {
        return error;
    }
}
