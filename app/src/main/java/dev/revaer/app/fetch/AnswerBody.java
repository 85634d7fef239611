package dev.revaer.app.fetch;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

import dev.revaer.app.fetch.AnswerHead.MalformedAnswer;
import org.jspecify.annotations.Nullable;

/// The bytes of an answer's body, out of whatever framing they came in (RFC 9112 §6.3).
final class AnswerBody {
    private static final long UNTIL_THE_END = Long.MAX_VALUE;

    private AnswerBody() {}

    /// @throws MalformedAnswer if framing or coding is unknown
    static InputStream of(AnswerHead head, InputStream in) throws IOException {
        var framed = framed(head, in);
        return switch (lower(head.field("content-encoding"))) {
            case "", "identity" -> framed;
            case "gzip", "x-gzip" -> new GZIPInputStream(framed);
            case String other -> throw new MalformedAnswer("its content coding is " + shortened(other));
        };
    }

    /// How many bytes are announced; -1 if that is not said.
    static long announced(AnswerHead head) throws MalformedAnswer {
        var length = head.field("content-length");
        if (length == null || head.field("transfer-encoding") != null) {
            return -1;
        }
        if (!length.matches("\\d{1,18}")) {
            throw new MalformedAnswer("its length is not a number");
        }
        return Long.parseLong(length);
    }

    private static InputStream framed(AnswerHead head, InputStream in) throws MalformedAnswer {
        var transfer = lower(head.field("transfer-encoding"));
        if (transfer.equals("chunked")) {
            return new Chunked(in);
        }
        if (!transfer.isEmpty()) {
            throw new MalformedAnswer("its transfer coding is " + shortened(transfer));
        }
        var length = announced(head);
        return new Sized(in, length < 0 ? UNTIL_THE_END : length);
    }

    private static String lower(@Nullable String value) {
        return Objects.requireNonNullElse(value, "").toLowerCase(Locale.ROOT);
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }

    /// Bytes up to a length; ends early only if there is none.
    private static class Sized extends InputStream {
        final InputStream in;
        long remaining;

        Sized(InputStream in, long remaining) {
            this.in = in;
            this.remaining = remaining;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (remaining == 0) {
                return -1;
            }
            var count = in.read(bytes, offset, (int) Math.min(length, remaining));
            if (count < 0 && remaining != UNTIL_THE_END) {
                throw new EOFException("the connection ended early");
            }
            if (count > 0 && remaining != UNTIL_THE_END) {
                remaining -= count;
            }
            return count;
        }
    }

    /// Chunks (RFC 9112 §7.1); the trailer is not read, since the connection ends after it.
    private static final class Chunked extends Sized {
        private static final int LONGEST_LINE = 4096;
        private boolean isFirst = true;
        private boolean isDone;

        Chunked(InputStream in) {
            super(in, 0);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (remaining == 0 && !isDone) {
                next();
            }
            return isDone ? -1 : super.read(bytes, offset, length);
        }

        private void next() throws IOException {
            if (!isFirst && !AnswerHead.line(in, new int[]{2}).isEmpty()) {
                throw new MalformedAnswer("a chunk is longer than it says");
            }
            isFirst = false;
            var line = AnswerHead.line(in, new int[]{LONGEST_LINE});
            var end = line.indexOf(';');
            var size = (end < 0 ? line : line.substring(0, end)).strip();
            if (!size.matches("[0-9a-fA-F]{1,15}")) {
                throw new MalformedAnswer("a chunk without a length");
            }
            remaining = Long.parseLong(size, 16);
            isDone = remaining == 0;
        }
    }
}
