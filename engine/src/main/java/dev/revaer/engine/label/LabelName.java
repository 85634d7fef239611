package dev.revaer.engine.label;

import dev.revaer.engine.BadValueException;

/// What categories and tags may be called.
public final class LabelName {
    private static final int LONGEST = 100;

    private LabelName() {}

    /// Refuses what cannot be a name.
    ///
    /// @throws BadValueException naming the field
    public static String check(String field, String name) {
        var length = name.codePointCount(0, name.length());
        if (length < 1 || length > LONGEST) {
            throw new BadValueException(field, "must have 1 to " + LONGEST + " characters");
        }
        if (!name.equals(name.strip())) {
            throw new BadValueException(field, "must not begin or end with a blank");
        }
        if (name.codePoints().anyMatch(LabelName::isUnfit)) {
            throw new BadValueException(field, "must not hold control characters");
        }
        return name;
    }

    private static boolean isUnfit(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
    }
}
