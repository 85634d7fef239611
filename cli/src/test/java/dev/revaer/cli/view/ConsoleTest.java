package dev.revaer.cli.view;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class ConsoleTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final Console console = console(true);

    @Test
    void drawsLinesOverThoseBefore() {
        console.screen("one\ntwo\n");
        console.screen("three\n");

        assertThat(shown()).isEqualTo("one\ntwo\n\u001b[2A\r\u001b[Jthree\n");
    }

    @Test
    void takesDrawnLinesBackForWhatItTells() {
        console.screen("one\ntwo\n");
        console.error("gone");
        console.screen("three\n");

        assertThat(shown()).isEqualTo("one\ntwo\n\u001b[2A\r\u001b[Jgone\nthree\n");
    }

    @Test
    void leavesATerminalAtTheBeginningOfALine() {
        console.redraw("half");
        console.leave();
        console.redraw("more");

        assertThat(shown()).isEqualTo("\r\u001b[Khalf\n");
    }

    @Test
    void addsNothingToWhatIsNoTerminal() {
        var piped = console(false);

        piped.print("a,b");
        piped.leave();

        assertThat(shown()).isEqualTo("a,b");
    }

    private Console console(boolean interactive) {
        return new Console(
                InputStream.nullInputStream(),
                shown,
                shown,
                new Terminal(interactive, false, 80));
    }

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }
}
