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
    private int drawnLines;
    private volatile boolean left;

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

    /// Where bytes go that are no text; to be closed by nobody.
    public OutputStream bytes() {
        return new OutputStream() {
            @Override
            public void write(int single) {
                write(new byte[]{(byte) single}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                try {
                    out.write(bytes, from, length);
                } catch (IOException e) {
                    throw new CliException(new CliError.OutputClosed(), e);
                }
            }
        };
    }

    /// Draws one line in place of what was drawn before; only for an interactive terminal.
    public void redraw(String text) {
        if (left) {
            return;
        }
        write(CLEAR_LINE + DisplayWidth.cut(text, terminal.columns() - 1));
        drawing = true;
    }

    /// Draws lines in place of those drawn before; only for an interactive terminal. No more than the screen holds are
    /// drawn, as what has left it can't be drawn over.
    public void screen(String text) {
        if (left) {
            return;
        }
        String[] lines = text.isEmpty() ? new String[0] : text.split("\n", -1);
        int most = Math.min(lines.length, terminal.rows() - 1);
        var drawing = new StringBuilder(erasure());
        for (int i = 0; i < most; i++) {
            if (i < lines.length - 1 || !lines[i].isEmpty()) {
                drawing.append(lines[i]).append('\n');
                drawnLines++;
            }
        }
        write(drawing.toString());
    }

    /// Leaves a terminal to who comes next, at the beginning of a line: nothing is drawn any more, whatever another thread
    /// is at. For the end of a run that is broken off.
    public void leave() {
        left = true;
        if (terminal.interactive()) {
            try {
                out.write('\n');
                out.flush();
            } catch (IOException _) {
                // The terminal has gone, too.
            }
        }
    }

    /// Writes bytes as they are.
    public void bytes(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new CliException(new CliError.OutputClosed(), e);
        }
    }

    /// Writes a line to the error stream.
    public void error(String text) {
        try {
            if (drawing) {
                print("");
            }
            if (drawnLines > 0) {
                // What is told scrolls the screen: they could not be drawn over any more.
                write(erasure());
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

    /// Takes back the lines that were drawn.
    private String erasure() {
        if (drawnLines == 0) {
            return "";
        }
        String erasure = "\u001b[" + drawnLines + "A\r\u001b[J";
        drawnLines = 0;
        return erasure;
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
