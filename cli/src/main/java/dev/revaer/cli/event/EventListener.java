package dev.revaer.cli.event;

import dev.revaer.cli.sse.ServerEvent;

/// Is told of a stream of events; what it throws ends the stream, unless a new try may help.
public interface EventListener {
    /// The stream is open, for the first time or again: what happens from now on will be received.
    ///
    /// @return whether that was all
    boolean connected();

    /// An event came, later than all before.
    ///
    /// @return whether that was all
    boolean received(ServerEvent event);
}
