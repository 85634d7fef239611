package dev.revaer.app.database;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceClient.Answer;

/// Callers who read and write all the time and note what they were told.
final class HttpLoad {
    private static final Duration PAUSE = Duration.ofMillis(40);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final ServiceClient client;
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> kept = new ConcurrentHashMap<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final List<Thread> callers;
    private volatile Duration longest = Duration.ZERO;
    private volatile boolean isOver;

    private interface Call {
        void make() throws IOException, InterruptedException;
    }

    HttpLoad(ServiceClient client) {
        this.client = client;
        this.callers = List.of(
                caller(this::read),
                caller(this::tag),
                caller(this::tag),
                caller(this::tag),
                caller(this::limit));
    }

    /// Tags whose making was acknowledged.
    List<String> kept() {
        return List.copyOf(kept.keySet());
    }

    /// Changes that were answered with 503 and when to try again.
    int refused() {
        return refused.get();
    }

    /// The longest that anybody waited for an answer.
    Duration longest() {
        return longest;
    }

    /// What nobody should have been told.
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    void close() throws InterruptedException {
        isOver = true;
        for (var caller : callers) {
            caller.join();
        }
    }

    private Thread caller(Call call) {
        return Thread.ofVirtual().start(() -> {
            try {
                while (!isOver) {
                    var begun = System.nanoTime();
                    call.make();
                    var took = Duration.ofNanos(System.nanoTime() - begun);
                    longest = took.compareTo(longest) > 0 ? took : longest;
                    TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
                }
            } catch (IOException | InterruptedException e) {
                complaints.add(e.toString());
            }
        });
    }

    private void read() throws IOException, InterruptedException {
        for (var path : List.of("/v1/torrents", "/v1/config", "/v1/tags", "/health")) {
            var answer = client.get(path);
            if (answer.status() != 200) {
                complain(path, answer);
            }
        }
    }

    private void tag() throws IOException, InterruptedException {
        var name = "t-" + NUMBER.incrementAndGet();
        if (isDone("tag", client.put("/v1/tags/" + name, "{}"))) {
            kept.put(name, 1);
        }
    }

    private void limit() throws IOException, InterruptedException {
        var rate = 1_000_000 + NUMBER.incrementAndGet();
        var patch = "{\"limits\": {\"uploadBytesPerSecond\": " + rate + "}}";
        isDone("config", client.patch("/v1/config", patch));
    }

    private boolean isDone(String what, Answer answer) {
        var retryAfter = answer.response().headers().firstValue("Retry-After");
        if (answer.status() == 503 && retryAfter.isPresent() && answer.problem().equals("database-away")) {
            refused.incrementAndGet();
        } else if (answer.status() / 100 != 2) {
            complain(what, answer);
        }
        return answer.status() / 100 == 2;
    }

    private void complain(String what, Answer answer) {
        complaints.add(what + " " + answer.status() + " " + answer.json());
    }
}
