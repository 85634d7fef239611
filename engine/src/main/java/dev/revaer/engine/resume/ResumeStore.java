package dev.revaer.engine.resume;

import dev.revaer.engine.InfoHash;

/// Keeps resume data. Called on the engine's own saver thread, which may be made to wait.
public interface ResumeStore {
    /// Replaces the torrent's resume data, all or nothing; a torrent that is gone is ignored. A failure is thrown and
    /// leads to another save later.
    void saveResumeData(InfoHash infoHash, byte[] resumeData);
}
