package dev.revaer.app.fetch;

/// Says that a URL could not be fetched, and why.
public final class FetchException extends RuntimeException {
    private final transient FetchError error;

    public FetchException(FetchError error) {
        super(error.reason());
        this.error = error;
    }

    FetchException(FetchError error, Throwable cause) {
        super(error.reason(), cause);
        this.error = error;
    }

    public FetchError error() {
        return error;
    }
}
