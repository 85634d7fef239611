package dev.revaer.engine.session;

import java.util.function.Consumer;

import dev.revaer.engine.session.pump.AlertPump;
import org.libtorrent4j.swig.alert;

/// What the pump of a session does.
///
/// @param alerts handles each alert
/// @param beat called every tick
/// @param whenShaken asks for what a failure may have lost
/// @param whenGivenUp hears why the pump ended
record PumpWork(Consumer<alert> alerts, Runnable beat, Runnable whenShaken, Consumer<String> whenGivenUp)
        implements
            AlertPump.Work {

    /// For a session that is closed although nobody has read its alerts for a while: saves what has changed.
    static PumpWork saving(AlertHandler handler) {
        return new PumpWork(handler::handleResumeData, () -> {}, () -> {}, _ -> {});
    }

    @Override
    public void alert(alert raised) {
        alerts.accept(raised);
    }

    @Override
    public void tick() {
        beat.run();
    }

    @Override
    public void shaken() {
        whenShaken.run();
    }

    @Override
    public void givenUp(String reason) {
        whenGivenUp.accept(reason);
    }
}
