package dev.revaer.fsops.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

import dev.revaer.fsops.FsopsError;
import dev.revaer.fsops.FsopsException;
import dev.revaer.fsops.Stage;
import dev.revaer.fsops.workspace.Disk;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Reads and writes `.revaer.meta`.
///
/// A record that cannot be read is as good as none: the run starts over, which does no harm because nothing in the
/// library is overwritten by accident. One of a newer version is refused instead, since it may say more than is understood here.
public final class RecordFile {
    private static final Logger log = LoggerFactory.getLogger(RecordFile.class);
    private static final int LARGEST_BYTES = 64 << 20;
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final Disk disk;

    public RecordFile(Path file, Disk disk) {
        this.file = file;
        this.disk = disk;
    }

    /// Empty where there is none, or none that can be read.
    ///
    /// @throws FsopsException when a newer version wrote it
    public Optional<RunRecord> read() throws IOException {
        try {
            if (Files.size(file) > LARGEST_BYTES) {
                return startOver("too large");
            }
            return parse(Files.readAllBytes(file));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            return startOver(e.getClass().getSimpleName());
        }
    }

    public void write(RunRecord runRecord) throws IOException {
        disk.writeAtomically(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(runRecord));
    }

    private Optional<RunRecord> parse(byte[] bytes) {
        var tree = JSON.readTree(bytes);
        var version = tree.path("version").asInt(0);
        if (version > RunRecord.VERSION) {
            throw new FsopsException(
                    Stage.ALLOWLIST,
                    new FsopsError.UnreadableRecord(file, "its version " + version + " is newer"),
                    null);
        }
        return switch (version) {
            case 1 -> Optional.of(ofVersion1(tree));
            case RunRecord.VERSION -> Optional.of(JSON.treeToValue(tree, RunRecord.class));
            default -> startOver("no known version");
        };
    }

    /// It had a fingerprint for a policy, and no inventory.
    private static RunRecord ofVersion1(JsonNode tree) {
        var policy = tree.path("policy");
        if (!policy.isString()) {
            throw new IllegalArgumentException("no policy");
        }
        var changed = (ObjectNode) tree.deepCopy();
        changed.put("version", RunRecord.VERSION);
        changed.set("policy", JSON.valueToTree(Policy.ofVersion1(policy.asString())));
        return JSON.treeToValue(changed, RunRecord.class);
    }

    private Optional<RunRecord> startOver(String reason) {
        log.atWarn()
                .addKeyValue("file", file)
                .addKeyValue("reason", reason)
                .log("Record of an earlier run is unreadable, starting over");
        return Optional.empty();
    }
}
