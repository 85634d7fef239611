package dev.revaer.fsops;

/// A setting that cannot be.
public final class BadSettingException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String field;
    private final String reason;

    /// Names the setting.
    ///
    /// @param field name below the record that refuses it, a JSON Pointer without the first `/`
    /// @param reason what is wrong: `must have 1 to 500 characters`
    public BadSettingException(String field, String reason) {
        super(field + " " + reason);
        this.field = field;
        this.reason = reason;
    }

    public String field() {
        return field;
    }

    public String reason() {
        return reason;
    }
}
