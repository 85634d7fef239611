package dev.revaer.app.move;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;

import dev.revaer.api.problem.ApiError.FsopsRunning;
import dev.revaer.api.problem.ApiException;
import dev.revaer.app.job.JobQueue;
import dev.revaer.app.volume.SpaceCheck;
import dev.revaer.engine.EngineError.BadDownloadDir;
import dev.revaer.engine.EngineError.WrongState;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentState;

/// Looks whether files can go where they are to go.
final class MoveChecks {
    private static final int MOST_MOVES = 1000;

    private final JobQueue jobs;
    private final SpaceCheck space;

    MoveChecks(JobQueue jobs, SpaceCheck space) {
        this.jobs = jobs;
        this.space = space;
    }

    /// Makes sure that the torrent can be moved now.
    ///
    /// @param moves that are not done, with its own
    void requireReady(Torrent torrent, int moves) {
        if (moves > MOST_MOVES) {
            throw refused(torrent.infoHash(), MOST_MOVES + " moves wait already");
        }
        if (torrent.state() == TorrentState.CHECKING) {
            throw refused(torrent.infoHash(), "its files are being checked");
        }
        if (jobs.isRunning(torrent.infoHash())) {
            throw new ApiException(new FsopsRunning(torrent.infoHash()));
        }
    }

    /// Makes the directory, and makes sure that there is space.
    ///
    /// @return whether all it takes is to rename the files
    boolean prepare(Moving move, TorrentFiles files) {
        try {
            requireNothingThere(move, files);
            Files.createDirectories(move.to());
            if (Renaming.isPossible(move.from(), move.to())) {
                return true;
            }
            space.require(move.to(), files.size(move.from()));
            return false;
        } catch (IOException e) {
            throw new EngineException(
                    new BadDownloadDir(move.to(), "it cannot be used: " + e.getMessage()));
        }
    }

    void requireNothingThere(Moving move, TorrentFiles files) {
        for (var path : files.paths()) {
            var file = move.to().resolve(path);
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw refused(move.infoHash(), file + " is there already");
            }
        }
    }

    private static EngineException refused(InfoHash infoHash, String reason) {
        return new EngineException(new WrongState(infoHash, reason));
    }
}
