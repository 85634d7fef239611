package dev.revaer.engine;

/// A value that a setting or option cannot have.
public final class BadValueException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String field;

    /// @param field the component of the record that refused, or a path of them below it: `windows/0/from`
    /// @param reason for people, to be read after the field
    public BadValueException(String field, String reason) {
        super(reason);
        this.field = field;
    }

    public String field() {
        return field;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }

    /// Refuses a number outside `[least, most]`.
    ///
    /// @throws BadValueException naming the field
    public static void check(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw new BadValueException(field, "must be from " + least + " to " + most + ", not " + value);
        }
    }
}
