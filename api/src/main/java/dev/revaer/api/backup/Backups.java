package dev.revaer.api.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ReadableByteChannel;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/// Takes backups of the running service, and gives back what they hold.
public interface Backups {
    /// Takes one, as everything was at one moment.
    ///
    /// @throws dev.revaer.api.problem.ApiException if one is taken or given back already, there is no space for it, or
    ///         the database does not answer
    Made make();

    /// Takes over what the service has not, or has otherwise. Nothing that it has is removed. The same archive given once
    /// more changes nothing.
    ///
    /// @param archive read to its end; not closed
    /// @throws dev.revaer.api.problem.ApiException if one is taken or given back already, or the archive is none, is
    ///         damaged, or of a newer Revaer, nothing changed
    /// @throws IOException if the archive does not come to its end
    RestoreAnswer restore(InputStream archive, Wish wish) throws IOException;

    /// A backup that is ready.
    ///
    /// @param at how everything was then
    /// @param content gone once it is closed
    record Made(Instant at, long bytes, ReadableByteChannel content) {}

    /// What is to be done with an archive.
    ///
    /// @param dryRun whether it is only to be said what would be done
    /// @param withKeys whether API keys are to be taken over as well, of which some may have been revoked since
    /// @param isImport whether it holds what another client had: what is here stays as it is, and a torrent is refused
    ///        whose content is said to be here and is not
    /// @param actor who asks
    /// @param origin of the web page that asks; null for none
    record Wish(
            boolean dryRun,
            boolean withKeys,
            boolean isImport,
            String actor,
            @Nullable String origin) {}
}
