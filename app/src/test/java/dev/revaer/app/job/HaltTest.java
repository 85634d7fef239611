package dev.revaer.app.job;

import dev.revaer.app.job.Halt.Reason;
import dev.revaer.fsops.FsopsError.Interrupted;
import dev.revaer.fsops.FsopsException;
import dev.revaer.fsops.Stage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class HaltTest {
    private final Halt halt = new Halt();

    @Test
    void keepsARunFromItsNextStage() {
        halt.begin();
        halt.enter(Stage.TRANSFER);

        assertThat(halt.ask(Reason.CANCELLED)).isTrue();

        assertThatExceptionOfType(FsopsException.class).isThrownBy(() -> halt.enter(Stage.PUBLISH))
                .satisfies(e -> assertThat(e.error()).isEqualTo(new Interrupted()));
        halt.over();
        assertThat(halt.reason()).isEqualTo(Reason.CANCELLED);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void comesTooLateForWhatPublishes() {
        halt.begin();
        halt.enter(Stage.PUBLISH);

        assertThat(halt.ask(Reason.CANCELLED)).isFalse();
        halt.enter(Stage.CLEANUP);

        assertThat(halt.reason()).isNull();
    }

    @Test
    void countsTheReasonThatWeighsMost() {
        halt.ask(Reason.CANCELLED);
        halt.ask(Reason.PAUSED);

        assertThat(halt.reason()).isEqualTo(Reason.CANCELLED);
    }
}
