package dev.revaer.cli.view;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;

/// The command's three streams.
///
/// Writing throws [CliException] with [CliError.OutputClosed] once the reader of the output has gone; a lost error
/// stream is of no consequence. Text is UTF-8.
public final class Console {
    private static final String CLEAR_LINE = "\r\u001b[K";
    private static final int LONGEST_REPLY = 1024;

    private final InputStream in;
    private final OutputStream out;
    private final OutputStream err;
    private final Terminal terminal;
    private boolean drawing;

    /// Reads and writes the given streams; each write is passed on at once.
    public Console(InputStream in, OutputStream out, OutputStream err, Terminal terminal) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    /// What the output can show.
    public Terminal terminal() {
        return terminal;
    }

    /// Writes the text and a line break, in place of what was drawn.
    public void line(String text) {
        print(text + "\n");
    }

    /// Writes the text as it is, in place of what was drawn.
    public void print(String text) {
        write((drawing ? CLEAR_LINE : "") + text);
        drawing = false;
    }

    /// Draws one line in place of what was drawn before; only for an interactive terminal.
    public void redraw(String text) {
        write(CLEAR_LINE + DisplayWidth.cut(text, terminal.columns() - 1));
        drawing = true;
    }

    /// Writes a line to the error stream.
    public void error(String text) {
        try {
            if (drawing) {
                print("");
            }
            err.write((text + "\n").getBytes(StandardCharsets.UTF_8));
            err.flush();
        } catch (IOException _) {
            // There is nowhere left to tell it.
        }
    }

    /// The text in this paint, where the terminal shows colour.
    public String painted(Paint paint, String text) {
        return terminal.coloured() ? paint.on(text) : text;
    }

    /// Asks a question; everything but `y` or `yes` is a no.
    public boolean agrees(String question) {
        try {
            err.write((question + " [y/N] ").getBytes(StandardCharsets.UTF_8));
            err.flush();
            String answer = reply();
            return answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes");
        } catch (IOException _) {
            return false;
        }
    }

    /// Reads the input to its end, or `limit` bytes of it.
    public byte[] input(int limit) {
        try {
            return in.readNBytes(limit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String reply() throws IOException {
        var reply = new StringBuilder();
        int next = in.read();
        while (next >= 0 && next != '\n' && reply.length() < LONGEST_REPLY) {
            reply.append((char) next);
            next = in.read();
        }
        return reply.toString().strip();
    }

    private void write(String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new CliException(new CliError.OutputClosed(), e);
        }
    }
}
