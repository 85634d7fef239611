package dev.revaer.fsops;

/// Is told how a run goes, on the thread that runs it.
public interface PipelineListener {
    void stageStarted(Stage stage);

    /// At most about four times a second for each stage, and once with its last value.
    ///
    /// @param bytesDone `[0, bytesTotal]`; while extracting, bytes of the archives read
    /// @param bytesTotal 0 where a stage has nothing to move
    void progress(Stage stage, long bytesDone, long bytesTotal);
}
