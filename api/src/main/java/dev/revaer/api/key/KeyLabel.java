package dev.revaer.api.key;

import java.util.List;
import java.util.regex.Pattern;

import dev.revaer.api.problem.ApiError.Fault;
import org.jspecify.annotations.Nullable;

/// What a key is called: shown in lists, logs and the audit log.
public final class KeyLabel {
    private static final int LONGEST = 100;
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private KeyLabel() {}

    /// The label without blanks around it; a fault is added if it is none.
    public static String check(@Nullable String label, List<Fault> faults) {
        var text = label == null ? "" : label.strip();
        if (text.isEmpty() || text.codePointCount(0, text.length()) > LONGEST) {
            faults.add(new Fault("/label", "must have 1 to " + LONGEST + " characters"));
        } else if (CONTROL.matcher(text).find()) {
            faults.add(new Fault("/label", "must have no control characters"));
        }
        return text;
    }
}
