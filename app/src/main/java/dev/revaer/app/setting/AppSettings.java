package dev.revaer.app.setting;

import java.util.List;

import dev.revaer.engine.BadValueException;

/// The service itself.
///
/// @param immutableKeys patterns of settings that cannot be changed over the API; see [ImmutableKeys]
/// @param revisionsKept how many revisions of the settings are kept
public record AppSettings(List<String> immutableKeys, int revisionsKept) {
    public static final AppSettings USUAL = new AppSettings(List.of(), 1000);

    /// Checks the values.
    ///
    /// @throws BadValueException for what is no JSON Pointer, or a number out of range
    public AppSettings {
        for (int i = 0; i < immutableKeys.size(); i++) {
            if (!immutableKeys.get(i).matches("(/[^/]+)+")) {
                throw new BadValueException("immutableKeys/" + i, "must be a JSON Pointer");
            }
        }
        BadValueException.check("revisionsKept", revisionsKept, 10, 100_000);
        immutableKeys = List.copyOf(immutableKeys);
    }
}
