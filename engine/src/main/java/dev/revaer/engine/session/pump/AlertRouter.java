package dev.revaer.engine.session.pump;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

import org.libtorrent4j.swig.alert;

/// Gives each alert to the one that knows its type. Runs on the alert thread.
public final class AlertRouter {
    private final Map<Integer, Consumer<alert>> handlers = new HashMap<>();

    /// Each map has the types of alerts, as libtorrent numbers them, and who takes them.
    @SafeVarargs
    public AlertRouter(Map<Integer, Consumer<alert>>... all) {
        for (var some : all) {
            some.forEach((type, handler) -> {
                if (handlers.put(type, handler) != null) {
                    throw new IllegalArgumentException("two handlers for alerts of type " + type);
                }
            });
        }
    }

    /// Does nothing with one that nobody takes.
    public void handle(alert raised) {
        var handler = handlers.get(raised.type());
        if (handler != null) {
            handler.accept(raised);
        }
    }
}
