package dev.revaer.engine.event;

/// Turns an event into what subscribers read.
@FunctionalInterface
public interface EventEncoder {
    byte[] encode(long id, Event event);
}
