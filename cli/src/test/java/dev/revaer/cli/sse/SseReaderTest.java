package dev.revaer.cli.sse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import dev.revaer.cli.problem.CliException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class SseReaderTest {
    private static final int LIMIT = 1000;

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\r\n"})
    void endsLinesInThreeWays(String end) throws IOException {
        String stream = "id: 1|event: a|data: x|data:y||: comment||data||event: lost||id|data: z||"
                .replace("|", end);

        assertThat(frames(stream)).containsExactly(
                new SseFrame("1", "a", "x\ny"),
                new SseFrame("1", "message", ""),
                new SseFrame("", "message", "z"));
    }

    @Test
    void dropsWhatTheEndCutsShort() throws IOException {
        assertThat(frames("data: a\n\ndata: b\n")).containsExactly(new SseFrame(null, "message", "a"));
        assertThat(frames("data: a")).isEmpty();
        assertThat(frames("")).isEmpty();
    }

    @Test
    void ignoresAByteOrderMarkAndUnknownFields() throws IOException {
        assertThat(frames("\uFEFFdata: a\nnovelty: x\nDATA: y\n\n"))
                .containsExactly(new SseFrame(null, "message", "a"));
    }

    @Test
    void tellsIdAndRetryWithoutAnEvent() throws IOException {
        var reader = new SseReader(stream("id: 7\nretry: 1500\n\nretry: soon\nid: 8\u00009\n\n"), LIMIT);

        assertThat(reader.hasBegun()).isFalse();
        assertThat(reader.next()).isEmpty();

        assertThat(reader.lastId()).isEqualTo("7");
        assertThat(reader.retry()).contains(Duration.ofMillis(1500));
        assertThat(reader.hasBegun()).isTrue();
    }

    @Test
    void boundsLinesAndEvents() {
        String line = "data: " + "x".repeat(600) + "\n";

        assertThatThrownBy(() -> frames("x".repeat(LIMIT + 1))).isInstanceOf(CliException.class);
        assertThatThrownBy(() -> frames(line + line)).isInstanceOf(CliException.class);
    }

    @Test
    void readsTheSameHoweverTheBytesArrive() throws IOException {
        for (int seed = 0; seed < 500; seed++) {
            var random = new Random(seed);
            var expected = new ArrayList<SseFrame>();
            String stream = randomStream(random, expected);

            assertThat(frames(new Chunks(stream.getBytes(StandardCharsets.UTF_8), random)))
                    .describedAs("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    @Test
    void survivesAnyBytes() throws IOException {
        byte[] alphabet = "\r\n: dataeventidretry0123456789\0\u00ef\u00bb\u00bf\u00ff{}"
                .getBytes(StandardCharsets.ISO_8859_1);
        for (int seed = 0; seed < 2000; seed++) {
            var random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(400)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = alphabet[random.nextInt(alphabet.length)];
            }

            List<SseFrame> whole = frames(new ByteArrayInputStream(bytes));

            assertThat(frames(new Chunks(bytes, random))).describedAs("seed %d", seed).isEqualTo(whole);
        }
    }

    private static String randomStream(Random random, List<SseFrame> expected) {
        String[] ends = {"\n", "\r", "\r\n"};
        String[] words = {"", "a", "ü€😀", " lead", "with: colon", "{\"k\":1}", "x".repeat(300)};
        var stream = new StringBuilder();
        String id = null;
        for (int event = random.nextInt(12); event > 0; event--) {
            String end = ends[random.nextInt(ends.length)];
            if (random.nextBoolean()) {
                id = Integer.toString(random.nextInt(1000));
                stream.append("id: ").append(id).append(end);
            }
            if (random.nextBoolean()) {
                stream.append(":").append(words[random.nextInt(words.length)]).append(end);
            }
            var data = new ArrayList<String>();
            for (int line = 1 + random.nextInt(3); line > 0; line--) {
                data.add(words[random.nextInt(words.length)]);
                stream.append("data: ").append(data.getLast()).append(end);
            }
            stream.append("event: t").append(event).append(end).append(end);
            expected.add(new SseFrame(id, "t" + event, String.join("\n", data)));
        }
        return stream.toString();
    }

    private static List<SseFrame> frames(String stream) throws IOException {
        return frames(stream(stream));
    }

    private static List<SseFrame> frames(InputStream in) throws IOException {
        var reader = new SseReader(in, LIMIT);
        var frames = new ArrayList<SseFrame>();
        for (Optional<SseFrame> next = reader.next(); next.isPresent(); next = reader.next()) {
            frames.add(next.get());
        }
        return frames;
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Gives its bytes in pieces of chance sizes.
    private static final class Chunks extends ByteArrayInputStream {
        private final Random random;

        Chunks(byte[] bytes, Random random) {
            super(bytes);
            this.random = random;
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) {
            return super.read(into, offset, Math.min(length, 1 + random.nextInt(7)));
        }
    }
}
