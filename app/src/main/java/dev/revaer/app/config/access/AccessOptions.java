package dev.revaer.app.config.access;

import java.util.List;

import org.jspecify.annotations.Nullable;

/// How the first setup and the stored secrets are guarded.
///
/// @param printsSetupToken whether a setup token goes to the log at the start
/// @param secretKey seals secrets, as text; null for the one in the key file
/// @param oldSecretKeys open what was sealed with them, as text
public record AccessOptions(
        boolean printsSetupToken,
        @Nullable String secretKey,
        List<String> oldSecretKeys) {
    public static final AccessOptions USUAL = new AccessOptions(true, null, List.of());

    public AccessOptions {
        oldSecretKeys = List.copyOf(oldSecretKeys);
    }

    /// Without the keys.
    @Override
    public String toString() {
        return "AccessOptions[" + (printsSetupToken ? "prints the setup token" : "prints no setup token")
                + "]";
    }
}
