package dev.revaer.fsops.extract;

import java.time.Duration;
import java.util.List;

import dev.revaer.fsops.BadSettingException;
import dev.revaer.fsops.external.ExternalToolUse;

/// What is known of archives beforehand.
///
/// @param passwords tried in this order on archives that are encrypted; secrets, which nothing may show
/// @param externalTools whether other programs unpack what is not read in process
/// @param externalToolTimeout for one archive and one program
public record ArchiveSettings(
        List<String> passwords,
        ExternalToolUse externalTools,
        Duration externalToolTimeout) {
    /// Enough for every place somebody takes releases from; each is tried on each encrypted archive.
    public static final int MOST_PASSWORDS = 100;
    public static final int LONGEST_PASSWORD = 200;

    private static final Duration USUAL_TIMEOUT = Duration.ofMinutes(30);
    private static final Duration SHORTEST_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);

    /// Checks the values.
    ///
    /// @throws BadSettingException for more than 100 passwords, an empty one or one of more than 200 characters, and for
    ///         a time of less than a second or more than a day
    public ArchiveSettings {
        passwords = List.copyOf(passwords);
        if (passwords.size() > MOST_PASSWORDS) {
            throw new BadSettingException("passwords", "must be at most " + MOST_PASSWORDS);
        }
        if (passwords.stream().anyMatch(one -> one.isEmpty() || one.length() > LONGEST_PASSWORD)) {
            throw new BadSettingException(
                    "passwords",
                    "must each have 1 to " + LONGEST_PASSWORD + " characters");
        }
        if (externalToolTimeout.compareTo(SHORTEST_TIMEOUT) < 0
                || externalToolTimeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new BadSettingException(
                    "externalToolTimeout",
                    "must be from " + SHORTEST_TIMEOUT + " to " + LONGEST_TIMEOUT);
        }
    }

    /// No password, and half an hour for a program: enough for an archive as large as a disc.
    public static ArchiveSettings defaults() {
        return new ArchiveSettings(List.of(), ExternalToolUse.AUTO, USUAL_TIMEOUT);
    }

    public boolean usesExternalTools() {
        return externalTools == ExternalToolUse.AUTO;
    }

    @Override
    public String toString() {
        return "ArchiveSettings[" + passwords.size() + " passwords, " + externalTools + ", "
                + externalToolTimeout
                + "]";
    }
}
