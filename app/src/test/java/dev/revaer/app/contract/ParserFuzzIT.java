package dev.revaer.app.contract;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;

import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseFixture;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/// Makes up what each parser of the running service is given: JSON, multipart, magnet links, bencoding and headers. Nothing
/// is answered with a 5xx, and everything soon. `-Djqwik.tries.default=…` tries more than a thousand of each.
class ParserFuzzIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String HASH = "0123456789abcdef0123456789abcdef01234567";

    private static Path directory;
    private static ServiceFixture service;
    private static HttpClient client;
    private static String key;

    @BeforeContainer
    static void start() throws IOException {
        directory = Files.createTempDirectory("revaer-fuzz").toRealPath();
        service = ServiceFixture.start(directory, DatabaseFixture.freshDatabase());
        key = ClientIT.key(service);
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterContainer
    static void stop() throws IOException {
        client.shutdownNow();
        service.close();
        try (var paths = Files.walk(directory)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    @Property
    void answersAnyJson(@ForAll("resources") String resource, @ForAll("json") String body) throws Exception {
        var parts = resource.split(" ", 2);
        check(
                request(parts[1]).header("Content-Type", "application/json")
                        .method(parts[0], BodyPublishers.ofString(body)));
    }

    @Property
    void answersAnyMultipart(@ForAll("multipart") byte[] body) throws Exception {
        check(
                request("/v1/torrents").header("Content-Type", "multipart/form-data; boundary=cut")
                        .POST(BodyPublishers.ofByteArray(body)));
    }

    @Property
    void answersAnyMagnetLink(@ForAll("magnets") String magnet) throws Exception {
        add("magnet", magnet);
    }

    @Property
    void answersAnyBencoding(@ForAll("bencoded") byte[] metainfo) throws Exception {
        add("metainfo", Base64.getEncoder().encodeToString(metainfo));
    }

    @Property
    void answersAnyHeader(@ForAll("headers") String name, @ForAll("headerValues") String value)
            throws Exception {
        var request = request("/v1/torrents");
        try {
            request.header(name, value);
        } catch (IllegalArgumentException e) {
            Assume.that(false); // a client of HTTP cannot send it
        }
        check(request.GET());
    }

    @Provide
    Arbitrary<String> resources() {
        return Arbitraries.of(
                "POST /v1/torrents",
                "POST /v1/torrents/actions",
                "PATCH /v1/torrents/" + HASH,
                "POST /v1/torrents/" + HASH + "/action",
                "POST /v1/torrents/" + HASH + "/select",
                "POST /v1/torrents/" + HASH + "/files/rename",
                "PUT /v1/torrents/" + HASH + "/trackers",
                "PUT /v1/categories/films",
                "POST /v1/create",
                "POST /v1/network/bans",
                "POST /admin/api-keys",
                "PATCH /v1/config?dryRun=true");
    }

    /// Members have the names that requests have, so that many get beyond the first look.
    @Provide
    Arbitrary<String> json() {
        var name = Arbitraries.of(
                "magnet",
                "url",
                "metainfo",
                "downloadDir",
                "category",
                "tags",
                "paused",
                "include",
                "priorities",
                "index",
                "priority",
                "limits",
                "downloadBytesPerSecond",
                "seedGoals",
                "ratio",
                "seedTime",
                "action",
                "hashes",
                "trackers",
                "tier",
                "path",
                "format",
                "address",
                "label",
                "scopes",
                "expiresAt",
                "engine",
                "network",
                "listen",
                "proxy",
                "fsops",
                "rules",
                "profiles",
                "app",
                "logLevels",
                "to",
                "x");
        var leaf = Arbitraries.oneOf(
                Arbitraries.of(
                        "null",
                        "true",
                        "0",
                        "-1",
                        "1.5",
                        "1e308",
                        "-9223372036854775809",
                        "{}",
                        "[]",
                        "nul",
                        "\""),
                Arbitraries.strings()
                        .ofMaxLength(30)
                        .map(text -> JsonMapper.shared().writeValueAsString(text)),
                Arbitraries
                        .of(
                                "pause",
                                "seeding",
                                HASH,
                                "../..",
                                "*.{a",
                                "P1D",
                                "2026-01-01T00:00:00Z",
                                "::/80",
                                "films")
                        .map(text -> "\"" + text + "\""));
        var json = leaf;
        for (int depth = 0; depth < 4; depth++) {
            var inner = json;
            var list = inner.list().ofMaxSize(4).map(all -> "[" + String.join(",", all) + "]");
            var object = Combinators.combine(name, inner)
                    .as((member, value) -> "\"" + member + "\":" + value)
                    .list()
                    .ofMaxSize(5)
                    .map(all -> "{" + String.join(",", all) + "}");
            json = Arbitraries.frequencyOf(Tuple.of(2, leaf), Tuple.of(1, list), Tuple.of(4, object));
        }
        return json;
    }

    @Provide
    Arbitrary<byte[]> multipart() {
        var line = Arbitraries.of(
                "--cut\r\n",
                "--cut--",
                "--cut",
                "--",
                "\r\n",
                "\r\n\r\n",
                "\n",
                "Content-Disposition: form-data; name=\"torrent\"; filename=\"a.torrent\"\r\n",
                "Content-Disposition: form-data; name=\"options\"\r\n",
                "Content-Disposition: form-data; name=\"x\"\r\n",
                "Content-Disposition: form-data; name=\"\r\n",
                "Content-Type: application/json\r\n",
                "Content-Type: text/plain; charset=nothing\r\n",
                "Content-Length: -1\r\n",
                "Content-Transfer-Encoding: base64\r\n",
                "{\"paused\": true}",
                "{",
                "d4:infod6:lengthi1e4:name1:aee",
                "\u0000\u00ff");
        return line.list()
                .ofMaxSize(12)
                .map(all -> String.join("", all).getBytes(StandardCharsets.ISO_8859_1));
    }

    @Provide
    Arbitrary<String> magnets() {
        var part = Arbitraries.of(
                "xt=urn:btih:" + HASH,
                "xt=urn:btih:",
                "xt=urn:btih:" + "A".repeat(32),
                "xt=urn:btmh:1220" + HASH + HASH.substring(16),
                "xt=urn:btmh:1220",
                "xt=",
                "xt.1=urn:btih:" + HASH,
                "dn=film",
                "dn=%00%ff",
                "dn=%",
                "dn=..%2f..",
                "tr=udp://x:99999/",
                "tr=http%3A%2F%2F[",
                "ws=file:///etc/passwd",
                "x.pe=127.0.0.1:99999",
                "x.pe=[::1]:1",
                "so=0-99999999999",
                "=",
                "&",
                "?",
                "#");
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(100).map(rest -> "magnet:?" + rest),
                Combinators
                        .combine(
                                Arbitraries.of("magnet:?", "MAGNET:?", "magnet:", ""),
                                part.list().ofMaxSize(6))
                        .as((scheme, parts) -> scheme + String.join("&", parts)));
    }

    /// Some of it cut off, or with a byte that is another.
    @Provide
    Arbitrary<byte[]> bencoded() {
        return Combinators
                .combine(
                        bencoding(0),
                        Arbitraries.integers().between(0, 400),
                        Arbitraries.integers().between(0, 400),
                        Arbitraries.bytes())
                .as((whole, end, at, other) -> {
                    var cut = end < whole.length / 4 ? Arrays.copyOf(whole, end) : whole.clone();
                    if (at < cut.length / 4) {
                        cut[at] = other;
                    }
                    return cut;
                });
    }

    private static Arbitrary<byte[]> bencoding(int depth) {
        var text = Arbitraries.of(
                "a",
                "..",
                "film",
                "",
                "/",
                "a".repeat(20),
                "b".repeat(40),
                "\u0000",
                "http://127.0.0.1:9/a",
                "con",
                "a\\b");
        var number = Arbitraries.of(0L, 1L, -1L, 16_384L, Long.MAX_VALUE, 5L)
                .map(value -> bytes("i" + value + "e"));
        var string = text.map(ParserFuzzIT::string);
        if (depth > 4) {
            return Arbitraries.oneOf(number, string);
        }
        var list = bencoding(depth + 1).list().ofMaxSize(3).map(all -> joined("l", all));
        var member = Combinators
                .combine(
                        Arbitraries.of(
                                "announce",
                                "announce-list",
                                "files",
                                "file tree",
                                "info",
                                "length",
                                "meta version",
                                "name",
                                "path",
                                "piece layers",
                                "piece length",
                                "pieces",
                                "pieces root",
                                "private",
                                "url-list"),
                        bencoding(depth + 1))
                .as((name, value) -> joined("", List.of(string(name), value)));
        var dictionary = member.list().ofMaxSize(6).map(all -> joined("d", all));
        return depth == 0
                ? Combinators.combine(dictionary, dictionary)
                        .as((info, rest) -> joined("d", List.of(string("info"), info, string("z"), rest)))
                : Arbitraries.oneOf(number, string, list, dictionary);
    }

    @Provide
    Arbitrary<String> headers() {
        return Arbitraries.of(
                "Accept",
                "Accept-Encoding",
                "Accept-Language",
                "Authorization",
                "Content-Type",
                "Cookie",
                "Forwarded",
                "Idempotency-Key",
                "If-Match",
                "If-Modified-Since",
                "If-None-Match",
                "Last-Event-ID",
                "Origin",
                "Range",
                "traceparent",
                "tracestate",
                "X-Forwarded-For",
                "X-Request-Id",
                "X-Revaer-Api-Key");
    }

    @Provide
    Arbitrary<String> headerValues() {
        var piece = Arbitraries.of(
                "*",
                "*/*",
                "W/",
                "\"",
                "application/json",
                "text/csv",
                ";q=2",
                ";q=",
                ",",
                "=",
                "bytes=0-",
                "Bearer ",
                "00-",
                HASH.substring(8),
                "-",
                "gzip",
                "1",
                "99999999999999999999",
                "\u00e4",
                " ",
                "for=\"",
                "[::1]");
        return Arbitraries.oneOf(
                Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(120),
                piece.list().ofMaxSize(10).map(all -> String.join("", all)));
    }

    private static void add(String member, String value) throws Exception {
        var body = "{\"paused\": true, \"" + member + "\": " + JsonMapper.shared().writeValueAsString(value)
                + "}";
        check(
                request("/v1/torrents").header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    private static void check(HttpRequest.Builder request) throws Exception {
        var answer = client.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 499);
        if (answer.statusCode() >= 400) {
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        }
    }

    private static HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(URI.create(service.options().url() + target))
                .timeout(SOON)
                .header("Authorization", "Bearer " + key);
    }

    private static byte[] string(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return joined("", List.of(bytes(bytes.length + ":"), bytes));
    }

    private static byte[] joined(String opening, List<byte[]> parts) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(bytes(opening));
        parts.forEach(out::writeBytes);
        if (!opening.isEmpty()) {
            out.write('e');
        }
        return out.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
