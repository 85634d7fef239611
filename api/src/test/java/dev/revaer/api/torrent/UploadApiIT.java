package dev.revaer.api.torrent;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

import dev.revaer.api.Answer;
import dev.revaer.api.RawExchange;
import dev.revaer.api.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@Timeout(60)
class UploadApiIT {
    private static final int LARGEST = 5 * 1024 * 1024;
    private static final String TYPE = "multipart/form-data; boundary=cut";
    private static final byte[] METAINFO = ascii("d4:infod4:name1:xee");

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void clear() {
        server.catalog().clear();
    }

    @Test
    void addsAnUpload() {
        var answer = upload(file("torrent", METAINFO));

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.header("Location")).isEqualTo(
                "/v1/torrents/" + answer.json().path("infoHash").asString());
        assertThat(server.catalog().lastMetainfo()).isEqualTo(METAINFO);
        assertThat(server.get(answer.header("Location")).status()).isEqualTo(200);
    }

    @Test
    void refusesAnUploadThatIsHereAlready() {
        upload(file("torrent", METAINFO));

        upload(file("torrent", METAINFO)).isProblem(409, "duplicate-torrent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Disposition: form-data; name=\"options\"",
            "Content-Disposition: form-data; name=\"options\"\r\nContent-Type: application/json",
            "Content-Disposition: form-data; name=\"options\"; filename=\"o.json\""})
    void takesOptionsInEachFormClientsSendThemIn(String header) {
        var options = part(header, ascii("{\"downloadDir\":\"/films\",\"paused\":true}"));

        for (var body : new byte[][]{join(options, file("torrent", METAINFO)),
                join(file("torrent", METAINFO), options)}) {
            clear();
            var answer = upload(body);

            assertThat(answer.status()).as(answer.body()).isEqualTo(201);
            assertThat(answer.json().path("downloadDir").asString()).isEqualTo("/films");
            assertThat(answer.json().path("state").asString()).isEqualTo("paused");
        }
    }

    @Test
    void takesTheLargestUploadAndKeepsEachByte() {
        var largest = metainfo(LARGEST);

        var answer = upload(file("torrent", largest));

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(server.catalog().lastMetainfo()).isEqualTo(largest);
    }

    @Test
    void refusesOneByteMore() {
        assertFault(upload(file("torrent", metainfo(LARGEST + 1))), "/torrent", "more than 5242880 bytes");
    }

    @Test
    void refusesAnUploadThatIsFarTooLarge() {
        assertFault(upload(file("torrent", metainfo(4 * LARGEST))), "/torrent", "more than 6291456 bytes");
    }

    @Test
    void refusesWithoutWaitingForTheRest() {
        var head = "POST /v1/torrents HTTP/1.1\r\nHost: x\r\nX-Revaer-Api-Key: " + TestServer.KEY
                + "\r\nContent-Type: " + TYPE + "\r\nContent-Length: 1000000000\r\n";
        var begun = Arrays.copyOf(file("torrent", metainfo(2 * LARGEST)), LARGEST + 100_000);

        var answer = RawExchange.send(server.port(), head, begun);

        assertFault(answer, "/torrent", "more than 6291456 bytes");
    }

    @Test
    void refusesAnUploadThatTurnsOutTooLarge() {
        var body = BodyPublishers.ofInputStream(
                () -> new ByteArrayInputStream(end(file("torrent", metainfo(4 * LARGEST)))));

        var answer = server.send(server.to("/v1/torrents").header("Content-Type", TYPE).POST(body));

        assertFault(answer, "/torrent", "more than 5242880 bytes");
    }

    static Stream<Arguments> wrongParts() {
        var good = file("torrent", METAINFO);
        return Stream.of(
                arguments(options("{}"), "/torrent", "missing"),
                arguments(file("torrent", new byte[0]), "/torrent", "empty"),
                arguments(file("Torrent", METAINFO), "/Torrent", "unknown"),
                arguments(file("a/b~c", METAINFO), "/a~1b~0c", "unknown"),
                arguments(join(good, file("other", METAINFO)), "/other", "unknown"),
                arguments(join(good, good), "/torrent", "more than once"),
                arguments(join(good, options("{}"), options("{}")), "/options", "more than once"),
                arguments(join(good, options("null")), "/options", "null"),
                arguments(join(good, options("{\"x\":1}")), "/x", "unknown"),
                arguments(join(good, options("[]")), "", "wrong type"),
                arguments(join(good, options("{\"paused\":[]}")), "/paused", "wrong type"),
                arguments(join(good, options("{\"magnet\":\"x\"}")), "/magnet", "upload"),
                arguments(join(good, options("{\"metainfo\":\"x\"}")), "/metainfo", "upload"),
                arguments(join(good, options("{\"downloadDir\":\"x\"}")), "/downloadDir", "absolute"),
                arguments(join(good, options(" ".repeat(64 * 1024 + 1))), "/options", "more than 65536"),
                arguments(part("Content-Disposition: form-data", METAINFO), "/", "unknown"),
                arguments(part("X: y", METAINFO), "/", "unknown"));
    }

    @ParameterizedTest
    @MethodSource("wrongParts")
    void refusesPartsThatMakeNoSense(byte[] body, String pointer, String detail) {
        assertFault(upload(body), pointer, detail);
        assertThat(server.catalog().torrents()).isEmpty();
    }

    @Test
    void refusesWhatIsNoTorrent() {
        upload(file("torrent", ascii("hello"))).isProblem(422, "unreadable-metainfo");
    }

    static Stream<Arguments> malformed() {
        var good = file("torrent", METAINFO);
        return Stream.of(
                arguments(TYPE, new byte[0]),
                arguments(TYPE, ascii("nonsense")),
                arguments(TYPE, ascii("--cut--\r\n")),
                arguments(TYPE, good),
                arguments(TYPE, Arrays.copyOf(good, good.length / 2)),
                arguments(TYPE, end(part("Content-Disposition: ;;;", METAINFO))),
                arguments(TYPE, end(part("Content-Disposition: form-data; name=\"tor", METAINFO))),
                arguments(
                        TYPE,
                        end(part("Content-Disposition: form-data; name*=nonsense''%zz", METAINFO))),
                arguments(TYPE, end(part("Content-Type: ///\r\nContent-Disposition: form-data", METAINFO))),
                arguments(TYPE, end(part("X: " + "x".repeat(20_000), METAINFO))),
                arguments(TYPE, end(join(good, options("{")))),
                arguments("multipart/form-data", end(good)),
                arguments("multipart/form-data; boundary=", end(good)),
                arguments("multipart/form-data; boundary=other", end(good)),
                arguments("multipart/mixed; boundary=cut", end(good)));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void answersWhatCannotBeTakenApart(String type, byte[] body) {
        var answer = server.post("/v1/torrents", body, type).isProblem();

        assertThat(answer.status()).as(answer.body()).isBetween(400, 499);
        assertThat(server.catalog().torrents()).isEmpty();
    }

    private static void assertFault(Answer answer, String pointer, String detail) {
        answer.isProblem(422, "invalid-body");
        var fault = answer.json().path("errors").path(0);
        assertThat(fault.path("pointer").asString()).isEqualTo(pointer);
        assertThat(fault.path("detail").asString()).contains(detail);
    }

    private static Answer upload(byte[] parts) {
        return server.post("/v1/torrents", end(parts), TYPE);
    }

    private static byte[] metainfo(int size) {
        var bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) ((i * 31) >> 3);
        }
        bytes[0] = 'd';
        bytes[size - 1] = 'e';
        return bytes;
    }

    private static byte[] file(String name, byte[] content) {
        return part(
                "Content-Disposition: form-data; name=\"" + name + "\"; filename=\"x.torrent\"\r\n"
                        + "Content-Type: application/x-bittorrent",
                content);
    }

    private static byte[] options(String json) {
        return part("Content-Disposition: form-data; name=\"options\"", ascii(json));
    }

    private static byte[] part(String headers, byte[] content) {
        return join(ascii("--cut\r\n" + headers + "\r\n\r\n"), content, ascii("\r\n"));
    }

    private static byte[] end(byte[] parts) {
        return join(parts, ascii("--cut--\r\n"));
    }

    private static byte[] join(byte[]... pieces) {
        var joined = new ByteArrayOutputStream();
        for (var piece : pieces) {
            joined.writeBytes(piece);
        }
        return joined.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
