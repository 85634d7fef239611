package dev.revaer.cli.takeover.bencode;

/// Something of another client cannot be understood; its message says what, to people.
public final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1;

    /// Says why.
    public UnreadableException(String reason) {
        super(reason);
    }

    /// Says why, and what brought it about.
    public UnreadableException(String reason, Throwable cause) {
        super(reason, cause);
    }

    /// Why, to people.
    public String reason() {
        return String.valueOf(getMessage());
    }
}
