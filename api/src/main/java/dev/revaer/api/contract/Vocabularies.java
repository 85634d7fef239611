package dev.revaer.api.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import dev.revaer.api.create.CreationState;
import dev.revaer.api.fsops.FsopsController;
import dev.revaer.api.hook.HookController;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.create.MetainfoFormat;
import dev.revaer.engine.event.EventType;
import dev.revaer.engine.selection.FilePriority;
import dev.revaer.engine.swarm.TrackerStatus;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Schema;

/// The words that a text may be, where there is a closed list of them.
final class Vocabularies {
    private static final List<String> HEALTH = List.of("up", "degraded", "down");
    private static final List<String> GOAL_ACTIONS = List.of("stop", "remove", "removeData");
    private static final List<String> STATES = labels(TorrentState.values(), TorrentState::label);
    private static final List<String> EVENTS = labels(EventType.values(), EventType::label);
    private static final List<String> PRIORITIES = labels(FilePriority.values(), FilePriority::label);
    private static final List<String> FORMATS = labels(MetainfoFormat.values(), MetainfoFormat::label);

    /// By schema and member.
    private static final Map<String, List<String>> OF_MEMBERS = Map.ofEntries(
            Map.entry("TorrentAnswer.state", STATES),
            Map.entry(
                    "TorrentAnswer.modes",
                    List.of("sequential", "firstLastPieces", "superSeed", "forceStart")),
            Map.entry("Goals.action", GOAL_ACTIONS),
            Map.entry("GoalsAnswer.action", GOAL_ACTIONS),
            Map.entry("GoalsRequest.action", GOAL_ACTIONS),
            Map.entry("SeedGoalsRequest.action", GOAL_ACTIONS),
            Map.entry("FsopsProgress.state", FsopsController.STATES),
            Map.entry("JobAnswer.state", FsopsController.STATES),
            Map.entry("DeliveryAnswer.hook", List.of("webhook", "command")),
            Map.entry("DeliveryAnswer.state", HookController.STATES),
            Map.entry("StageAnswer.status", List.of("completed", "failed", "skipped")),
            Map.entry("PlanAnswer.outcome", List.of("publish", "add", "replace", "nothing", "refuse")),
            Map.entry(
                    "PlannedFile.action",
                    List.of("hardlink", "copy", "reflink", "move", "extract", "skip")),
            Map.entry("FileAnswer.priority", PRIORITIES),
            Map.entry("PriorityRequest.priority", PRIORITIES),
            Map.entry("MoveAnswer.state", List.of("queued", "copying", "completed", "deferred")),
            Map.entry("RestoredTorrent.outcome", List.of("added", "changed", "kept", "refused")),
            Map.entry("HealthReport.status", HEALTH),
            Map.entry("Component.status", HEALTH),
            Map.entry("CreationAnswer.state", labels(CreationState.values(), CreationState::label)),
            Map.entry("CreationAnswer.format", FORMATS),
            Map.entry("CreateRequest.format", FORMATS),
            Map.entry(
                    "TrackerRow.status",
                    labels(TrackerStatus.State.values(), TrackerStatus.State::label)),
            Map.entry(
                    "ActionRequest.action",
                    List.of(
                            "pause",
                            "resume",
                            "reannounce",
                            "recheck",
                            "sequential",
                            "firstLastPieces",
                            "superSeed",
                            "forceStart",
                            "queueTop",
                            "queueUp",
                            "queueDown",
                            "queueBottom",
                            "deadline")));

    /// By operation and parameter.
    private static final Map<String, List<String>> OF_PARAMETERS = Map.of(
            "streamEvents.type",
            EVENTS,
            "streamEvents.state",
            STATES,
            "listTorrents.state",
            STATES,
            "listTorrentEvents.type",
            EVENTS,
            "listHookDeliveries.state",
            HookController.STATES,
            "listFsopsJobs.state",
            FsopsController.STATES);

    private Vocabularies() {}

    static void into(OpenAPI api) {
        OF_MEMBERS.forEach((member, words) -> {
            var dot = member.indexOf('.');
            var schema = api.getComponents().getSchemas().get(member.substring(0, dot));
            if (schema != null) {
                var text = (Schema<?>) schema.getProperties().get(member.substring(dot + 1));
                limit(Objects.requireNonNull(text, member), words);
            }
        });
    }

    static void into(Operation operation) {
        if (operation.getParameters() == null) {
            return;
        }
        operation.getParameters().forEach(parameter -> {
            var words = OF_PARAMETERS.get(operation.getOperationId() + "." + parameter.getName());
            if (words != null) {
                limit(parameter.getSchema(), words);
            }
        });
    }

    @SuppressWarnings("unchecked") // a vocabulary is of texts
    private static void limit(Schema<?> schema, List<String> words) {
        var text = (Schema<Object>) (schema.getItems() == null ? schema : schema.getItems());
        text.setEnum(null);
        words.forEach(text::addEnumItemObject);
        if (text.getTypes() != null && text.getTypes().contains("null")) {
            text.addEnumItemObject(null);
        }
    }

    private static <E> List<String> labels(E[] values, Function<E, String> label) {
        return Arrays.stream(values).map(label).toList();
    }
}
