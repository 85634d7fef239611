package dev.revaer.app.log;

import org.slf4j.Marker;
import org.slf4j.MarkerFactory;

/// What sets a line of the log apart.
public final class LogMarkers {
    /// The line is there to hand a secret to whoever reads the console, and to nobody else.
    public static final Marker SHOWN = MarkerFactory.getMarker("SHOWN");

    private LogMarkers() {}
}
