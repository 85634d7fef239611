package dev.revaer.fsops.select;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

import dev.revaer.fsops.workspace.Disk;
import dev.revaer.fsops.workspace.Workspace;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Keeps the plan beside what it moves: once files have begun to move it can no longer be made from them.
public final class PlanFile {
    private static final Logger log = LoggerFactory.getLogger(PlanFile.class);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path staging;
    private final Path file;
    private final Disk disk;

    public PlanFile(Workspace workspace, Disk disk) {
        this.staging = workspace.staging();
        this.file = workspace.plan();
        this.disk = disk;
    }

    /// A damaged plan takes all of staging with it: what it has already moved is not to be found again.
    public Optional<Plan> read() throws IOException {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(file), Plan.class));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (JacksonException | NullPointerException e) {
            log.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("reason", e.getClass().getSimpleName())
                    .log("Plan of an earlier run is unreadable, starting over");
            disk.deleteTree(staging);
            return Optional.empty();
        }
    }

    public void write(Plan plan) throws IOException {
        disk.writeAtomically(file, JSON.writeValueAsBytes(plan));
    }
}
