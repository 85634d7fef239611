package dev.revaer.app.database.breaker;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/// Tells what is wrong with the database from what is wrong with a statement.
///
/// @param reason for people
/// @param isSilence whether nothing came back in time, so that others need not wait as long
public record Trouble(String reason, boolean isSilence) {
    /// The connection broke; the server lacks connections, memory or disk, is stopping or starting, or cannot use its
    /// files (PostgreSQL manual, appendix A).
    private static final Set<String> CLASSES = Set.of("08", "53", "57", "58");
    /// It has become a standby.
    private static final String READ_ONLY = "25006";
    private static final int LONGEST_REASON = 200;

    /// What a failure says about the database; empty if it says nothing.
    public static Optional<Trouble> of(Throwable thrown) {
        var isSilence = false;
        @Nullable
        SQLException found = null;
        for (@Nullable
        Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            isSilence |= cause instanceof SocketTimeoutException
                    || cause instanceof SQLTransientConnectionException;
            if (found == null && cause instanceof SQLException failed && isTrouble(failed)) {
                found = failed;
            }
        }
        return found == null
                ? Optional.empty()
                : Optional
                        .of(new Trouble((isSilence ? "no answer in time: " : "") + reason(found), isSilence));
    }

    private static boolean isTrouble(SQLException failed) {
        var state = failed.getSQLState();
        return failed instanceof SQLTransientConnectionException
                || (state != null && state.length() == 5
                        && (CLASSES.contains(state.substring(0, 2)) || state.equals(READ_ONLY)));
    }

    /// Beneath the pool's own words are those of the server.
    private static String reason(SQLException failed) {
        var words = failed instanceof SQLTransientConnectionException && failed.getCause() != null
                ? failed.getCause().getMessage()
                : failed.getMessage();
        var line = String.valueOf(words).lines().findFirst().orElse("");
        return line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) + "…" : line;
    }
}
