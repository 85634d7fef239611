package dev.revaer.cli.fsops;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import dev.revaer.cli.event.EventListener;
import dev.revaer.cli.json.Fields;
import dev.revaer.cli.session.Session;
import dev.revaer.cli.sse.ServerEvent;
import dev.revaer.cli.view.ByteProgress;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Follows all post-processing until none is queued or running.
///
/// The list is read each time the stream opens, and whenever a job begins or ends.
final class JobsWatch implements EventListener {
    private static final Set<String> OPEN = Set.of("queued", "running");
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Session session;
    private final Supplier<Fields> list;
    private final ByteProgress progress;
    private final Map<String, ObjectNode> jobs = new LinkedHashMap<>();
    private long drawnAt;

    JobsWatch(Session session, Supplier<Fields> list) {
        this.session = session;
        this.list = list;
        this.progress = new ByteProgress(session.console());
    }

    @Override
    public boolean connected() {
        read();
        return isDone();
    }

    @Override
    public boolean received(ServerEvent event) {
        if (session.isJson()) {
            session.json(event.fields().json());
        }
        String infoHash = event.infoHash();
        ObjectNode job = infoHash == null ? null : jobs.get(infoHash);
        if (event.type().equals("fsops_progress") && job != null) {
            for (String field : List.of("stage", "bytesDone", "bytesTotal", "percent")) {
                job.set(field, event.data().json().path(field));
            }
            show(new Fields(job));
            return false;
        }
        read();
        return isDone();
    }

    private void read() {
        jobs.clear();
        for (Fields job : list.get().each("items")) {
            if (job.json() instanceof ObjectNode node) {
                jobs.put(job.text("infoHash", ""), node);
            }
        }
    }

    private boolean isDone() {
        boolean done = jobs.values().stream().noneMatch(job -> OPEN.contains(job.path("state").asString("")));
        if (done && !session.isJson()) {
            last();
        } else if (session.isTalking() && session.console().terminal().interactive()) {
            draw();
        }
        return done;
    }

    private void show(Fields job) {
        if (!session.isTalking()) {
            return;
        }
        if (!session.console().terminal().interactive()) {
            progress.show(
                    job.text("name", "") + " " + job.text("stage", ""),
                    job.count("bytesDone"),
                    job.count("bytesTotal"));
        } else if (System.nanoTime() - drawnAt > PAUSE.toNanos()) {
            draw();
        }
    }

    private void draw() {
        drawnAt = System.nanoTime();
        session.console().screen(session.output().drawn(items(), JobsCommand.COLUMNS));
    }

    private void last() {
        session.console().screen("");
        var whole = JsonNodeFactory.instance.objectNode();
        var list = whole.putArray("items");
        jobs.values().forEach(list::add);
        session.output().list(new Fields(whole), JobsCommand.COLUMNS, "infoHash", "No post-processing.");
    }

    private List<Fields> items() {
        return jobs.values().stream().map(Fields::new).toList();
    }
}
