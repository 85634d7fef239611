package dev.revaer.api.problem;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.revaer.api.Answer;
import dev.revaer.api.RawExchange;
import dev.revaer.api.TestServer;
import dev.revaer.api.problem.ApiError.AccessError;
import dev.revaer.engine.EngineError;
import dev.revaer.engine.InfoHash;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static java.net.http.HttpRequest.BodyPublishers.ofString;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

@Timeout(60)
class ProblemsApiIT {
    private static final InfoHash HASH = new InfoHash("a".repeat(40));
    private static final String MAGNET = "{\"magnet\":\"magnet:?xt=urn:btih:" + HASH + "\"}";
    private static final String ACTION = "/v1/torrents/" + HASH + "/action";

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

    static Stream<Arguments> engineErrors() {
        return Stream.of(
                arguments(new EngineError.BadInfoHash("x"), 400, "bad-info-hash"),
                arguments(new EngineError.TorrentNotFound(HASH), 404, "torrent-not-found"),
                arguments(new EngineError.DuplicateTorrent(HASH), 409, "duplicate-torrent"),
                arguments(new EngineError.UnreadableMetainfo("cut off"), 422, "unreadable-metainfo"),
                arguments(new EngineError.UnreadableMagnet("no hash"), 422, "unreadable-magnet"),
                arguments(
                        new EngineError.BadDownloadDir(Path.of("/x"), "read-only"),
                        422,
                        "bad-download-dir"),
                arguments(new EngineError.MetadataMissing(HASH), 409, "metadata-missing"),
                arguments(new EngineError.BadSelection("include", "odd"), 422, "bad-selection"),
                arguments(new EngineError.BadFileName("x", "odd"), 422, "bad-file-name"),
                arguments(new EngineError.RenameRefused("x", "taken"), 409, "rename-refused"),
                arguments(new EngineError.BadPiece(9, 5), 422, "bad-piece"),
                arguments(
                        new EngineError.UnshareableContent(Path.of("/x"), "empty"),
                        422,
                        "unshareable-content"),
                arguments(new EngineError.RefusedAddress("192.0.2.1", "banned"), 422, "refused-address"),
                arguments(new EngineError.WrongState(HASH, "moving"), 409, "wrong-state"),
                arguments(new EngineError.NotAnswering("add"), 503, "engine-not-answering"),
                arguments(new EngineError.Restarting(), 503, "engine-restarting"),
                arguments(new EngineError.Stopped(), 503, "stopping"));
    }

    static Stream<Arguments> apiErrors() {
        return Stream.of(
                arguments(new ApiError.BadParameter("x", "odd"), 400, "bad-parameter"),
                arguments(ApiError.Invalid.at("/x", "odd"), 422, "invalid-body"),
                arguments(new ApiError.UnreachableUrl("no such host"), 422, "unreachable-url"),
                arguments(new ApiError.NoTorrentAtUrl("not bencoded"), 422, "no-torrent-at-url"),
                arguments(new AccessError.KeyMissing(), 401, "api-key-missing"),
                arguments(new AccessError.KeyUnknown(), 401, "api-key-unknown"),
                arguments(new AccessError.ScopeMissing("admin", "read"), 403, "scope-missing"),
                arguments(new AccessError.TooManyRequests(7), 429, "too-many-requests"),
                arguments(new AccessError.TooManyFailures(7), 429, "too-many-failures"),
                arguments(new AccessError.KeyNotFound("x"), 404, "api-key-not-found"),
                arguments(new AccessError.LastAdminKey("me"), 409, "last-admin-key"),
                arguments(new AccessError.TooManyKeys(9), 409, "too-many-keys"),
                arguments(new AccessError.SetupRequired(), 409, "setup-required"),
                arguments(new AccessError.SetupDone(), 409, "setup-done"),
                arguments(new AccessError.SetupTokenUnknown(), 401, "setup-token-unknown"),
                arguments(new AccessError.SetupTokenExpired(), 401, "setup-token-expired"),
                arguments(new AccessError.LocalOnly(), 403, "local-only"),
                arguments(new ApiError.FsopsRunning(HASH), 409, "fsops-running"),
                arguments(new ApiError.NoFailedJob(HASH), 409, "no-failed-job"),
                arguments(new ApiError.NoJob(HASH), 404, "no-job"),
                arguments(new ApiError.NothingToCancel(HASH, "has ended"), 409, "nothing-to-cancel"),
                arguments(new ApiError.DeliveryNotFound("x"), 404, "delivery-not-found"),
                arguments(new ApiError.DeliveryNotDead("x"), 409, "delivery-not-dead"),
                arguments(new ApiError.CreationNotFound("x"), 404, "creation-not-found"),
                arguments(
                        new ApiError.CreationNotCompleted("x", "queued"),
                        409,
                        "creation-not-completed"),
                arguments(new ApiError.CannotCreateNow("full"), 503, "cannot-create-now"),
                arguments(new ApiError.CursorExpired(Duration.ofMinutes(5)), 410, "cursor-expired"),
                arguments(new ApiError.RevisionConflict(7), 412, "revision-conflict"),
                arguments(new ApiError.RevisionNotFound(7), 404, "revision-not-found"),
                arguments(new ApiError.LabelNotFound("category", "films"), 404, "label-not-found"),
                arguments(new ApiError.NoMove(HASH), 404, "no-move"),
                arguments(new ApiError.RootAway(Path.of("/x")), 409, "volume-away"),
                arguments(
                        new ApiError.NotEnoughSpace(Path.of("/x"), 3, 2, 1),
                        409,
                        "not-enough-space"),
                arguments(new ApiError.TooManyStreams(1), 503, "too-many-streams"),
                arguments(new ApiError.NotBegun(), 503, "not-begun"),
                arguments(new ApiError.RepeatError.KeyReused(), 422, "idempotency-key-reused"),
                arguments(new ApiError.RepeatError.KeyInUse(), 409, "idempotency-key-in-use"),
                arguments(new ApiError.RepeatError.TooMuchAtOnce(), 503, "idempotency-busy"),
                arguments(
                        new ApiError.PathError.PathNotAllowed(Path.of("/x"), List.of(Path.of("/y"))),
                        403,
                        "path-not-allowed"),
                arguments(new ApiError.PathError.PathNotFound(Path.of("/x")), 404, "path-not-found"),
                arguments(new ApiError.PathError.NotADirectory(Path.of("/x")), 422, "not-a-directory"),
                arguments(
                        new ApiError.PathError.UnreadablePath(Path.of("/x"), "odd"),
                        403,
                        "unreadable-path"),
                arguments(new ApiError.PathError.TooManyLooks(4), 503, "disk-busy"),
                arguments(new ApiError.BackupRunning(), 409, "backup-running"),
                arguments(new ApiError.BadBackup("cut short"), 422, "bad-backup"),
                arguments(new ApiError.StoreAway(), 503, "database-away"));
    }

    @ParameterizedTest
    @MethodSource("engineErrors")
    void answersEachErrorOfTheEngine(EngineError error, int status, String problem) {
        server.catalog().failWith(error);

        var answer = server.post("/v1/torrents", MAGNET);

        answer.isProblem(status, problem);
        assertThat(answer.header("Retry-After")).isEqualTo(status == 503 ? "5" : "");
    }

    @ParameterizedTest
    @MethodSource("apiErrors")
    void answersEachErrorOfTheApi(ApiError error, int status, String problem) {
        server.catalog().failWith(new ApiException(error));

        var answer = server.delete("/v1/torrents/" + HASH);

        answer.isProblem(status, problem);
        assertThat(answer.header("Retry-After")).isEqualTo(status == 503 ? "5" : status == 429 ? "7" : "");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo(status == 401 ? "Bearer" : "");
    }

    @Test
    void coversEveryErrorThereIs() {
        var covered = Stream.concat(engineErrors(), apiErrors())
                .map(each -> Objects.requireNonNull(each.get()[0]).getClass().getName());

        var all = Stream.of(EngineError.class, ApiError.class)
                .flatMap(ProblemsApiIT::kinds)
                .map(Class::getName);
        assertThat(covered).containsExactlyInAnyOrderElementsOf(all.toList());
    }

    private static Stream<Class<?>> kinds(Class<?> kind) {
        return kind.isSealed()
                ? Stream.of(kind.getPermittedSubclasses()).flatMap(ProblemsApiIT::kinds)
                : Stream.of(kind);
    }

    @Test
    void tellsNothingOfABug() {
        server.catalog().failWith(new IllegalStateException("secret: /var/lib/revaer"));

        var answer = server.get("/v1/torrents/" + HASH);

        answer.isProblem(500, "internal-error");
        assertThat(answer.body()).doesNotContain("secret", "IllegalState", "dev.revaer.");
    }

    @Test
    void pointsAtTheFault() {
        server.catalog().failWith(new EngineError.BadDownloadDir(Path.of("/x"), "read-only"));

        var errors = server.post("/v1/torrents", MAGNET).json().path("errors");

        assertThat(errors.size()).isEqualTo(1);
        assertThat(errors.path(0).path("pointer").asString()).isEqualTo("/downloadDir");
        assertThat(errors.path(0).path("detail").asString()).contains("/x", "read-only");
    }

    @Test
    void namesThePathThatWasAsked() {
        var answer = server.get("/v1/torrents/" + HASH + "?x=1");

        assertThat(answer.json().path("instance").asString()).isEqualTo("/v1/torrents/" + HASH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1", "/v1/nothing", "/v1/torrents/" + "a/b/c", "/metrics", "/favicon.ico"})
    void answersUnknownRoutes(String path) {
        server.get(path).isProblem(404, "not-found");
    }

    @ParameterizedTest
    @CsvSource({"PUT,/v1/torrents,'GET,POST'", "PATCH,/v1/events,GET", "FOO,/health,GET", "TRACE,/health,GET",
            "DELETE,/v1/torrents/x/action,POST"})
    void answersWrongMethodsAndNamesTheRightOnes(String method, String path, String allowed) {
        var answer = RawExchange.send(
                server.port(),
                method + " " + path + " HTTP/1.1\r\nHost: x\r\nX-Revaer-Api-Key: " + TestServer.KEY + "\r\n",
                new byte[0]);

        answer.isProblem(405, "method-not-allowed");
        assertThat(
                answer.headers()
                        .allValues("Allow")
                        .stream()
                        .flatMap(value -> Stream.of(value.split(", *"))))
                .contains(allowed.split(","));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "nonsense", "application/json;charset=nonsense",
            "*/*",
            "application/x-www-form-urlencoded", "application/cbor"})
    void answersUnsupportedMediaTypes(String type) {
        var answer = server.post("/v1/torrents", MAGNET.getBytes(StandardCharsets.UTF_8), type);

        answer.isProblem(415, "unsupported-media-type");
    }

    @Test
    void answersAMissingMediaType() {
        server.send(server.to("/v1/torrents").POST(ofString(MAGNET)))
                .isProblem(415, "unsupported-media-type");
    }

    @ParameterizedTest
    @CsvSource({"/v1/torrents,application/xml", "/v1/events,application/json",
            "/v1/torrents?limit=1,image/png", "/health,image/png",
            "/v1/torrents,nonsense"})
    void answersWhatItCannotProduce(String path, String accepted) {
        server.send(server.to(path).header("Accept", accepted)).isProblem(406, "not-acceptable");
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                arguments("", 400, "bad-request"),
                arguments("null", 400, "bad-request"),
                arguments("{", 400, "malformed-json"),
                arguments("{\"magnet\":\"x\"", 400, "malformed-json"),
                arguments("}{", 400, "malformed-json"),
                arguments("magnet", 400, "malformed-json"),
                arguments("{'magnet':'x'}", 400, "malformed-json"),
                arguments("{\"magnet\":\"\n\"}", 400, "malformed-json"),
                arguments("{\"paused\":NaN}", 400, "malformed-json"),
                arguments("[]", 422, "invalid-body"),
                arguments("[{}]", 422, "invalid-body"),
                arguments("\"magnet\"", 422, "invalid-body"),
                arguments("7", 422, "invalid-body"),
                arguments("{}", 422, "invalid-body"),
                arguments("{\"nonsense\":1}", 422, "invalid-body"),
                arguments("{\"magnet\":{}}", 422, "invalid-body"),
                arguments("{\"magnet\":[\"x\"]}", 422, "invalid-body"),
                arguments("{\"paused\":\"perhaps\"}", 422, "invalid-body"),
                arguments("{\"paused\":1e999999999}", 422, "invalid-body"),
                arguments("{\"magnet\":\"x\",\"metainfo\":\"ZDE=\"}", 422, "invalid-body"),
                arguments("{\"magnet\":\"x\",\"url\":\"http://a.example/\"}", 422, "invalid-body"),
                arguments("{\"url\":\"ftp://a.example/\"}", 422, "invalid-body"),
                arguments("{\"url\":\"http://a.example/ b\"}", 422, "invalid-body"),
                arguments("{\"metainfo\":\"\"}", 422, "invalid-body"),
                arguments("{\"metainfo\":\"a\"}", 422, "invalid-body"),
                arguments("{\"magnet\":\"x\",\"downloadDir\":\"relative\"}", 422, "invalid-body"),
                arguments("{\"magnet\":\"x\",\"downloadDir\":\"/a\\u0000b\"}", 422, "invalid-body"),
                arguments("{\"magnet\":\"x\",\"downloadDir\":\"/\\ud800\"}", 422, "invalid-body"),
                arguments("{\"magnet\":\"" + "x".repeat(16 * 1024 + 1) + "\"}", 422, "invalid-body"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void answersBodiesThatMakeNoSense(String body, int status, String problem) {
        server.post("/v1/torrents", body).isProblem(status, problem);
    }

    static Stream<String> hugeBodies() {
        return Stream.of(
                "{\"magnet\":" + "[".repeat(100_000),
                "{\"a\":".repeat(100_000),
                "[".repeat(2_000) + "]".repeat(2_000),
                "{\"magnet\":" + "9".repeat(100_000) + "}",
                "{\"paused\":-1" + "0".repeat(5_000) + "}",
                "{\"paused\":1e" + "9".repeat(5_000) + "}",
                "{\"" + "k".repeat(200_000) + "\":1}");
    }

    @ParameterizedTest
    @MethodSource("hugeBodies")
    void answersBodiesThatAreBuiltToHurt(String body) {
        var answer = server.post("/v1/torrents", body).isProblem();

        assertThat(answer.status()).as(answer.body()).isBetween(400, 499);
    }

    static Stream<byte[]> undecodable() {
        return Stream.of(
                new byte[]{'{', '"', 'm', 'a', 'g', 'n', 'e', 't', '"', ':', '"', (byte) 0xff, '"', '}'},
                new byte[]{'{', '"', (byte) 0xc3, '(', '"', ':', '1', '}'},
                new byte[]{0, 0, 0, 0});
    }

    @ParameterizedTest
    @MethodSource("undecodable")
    void answersWhatIsNotUtf8(byte[] body) {
        server.post("/v1/torrents", body, "application/json").isProblem(400, "malformed-json");
    }

    @Test
    void answersABodyThatIsTooLarge() {
        var body = "{\"metainfo\":\"" + "A".repeat(9 * 1024 * 1024) + "\"}";

        server.post("/v1/torrents", body).isProblem(413, "content-too-large");
    }

    @Test
    void answersMetainfoThatIsTooLarge() {
        var body = "{\"metainfo\":\"" + "A".repeat(7 * 1024 * 1024) + "\"}";

        var answer = server.post("/v1/torrents", body).isProblem(422, "invalid-body");

        assertThat(answer.json().path("errors").path(0).path("pointer").asString()).isEqualTo("/metainfo");
    }

    @Test
    void namesAllFaultsAtOnce() {
        var answer = server
                .post("/v1/torrents", "{\"metainfo\":\"a\",\"magnet\":\"x\",\"downloadDir\":\"y\"}");

        assertThat(answer.json().path("errors").findValuesAsString("pointer"))
                .containsExactlyInAnyOrder("", "/metainfo", "/downloadDir");
    }

    @Test
    void namesAFieldThatIsNotKnown() {
        var answer = server.post(ACTION, "{\"do/it~\":1}").isProblem(422, "invalid-body");

        var fault = answer.json().path("errors").path(0);
        assertThat(fault.path("pointer").asString()).isEqualTo("/do~1it~0");
        assertThat(fault.path("detail").asString())
                .isEqualTo("unknown; known are action, deadlineMillis, enabled, piece");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/torrents/nonsense", "/v1/torrents/%00", "/v1/torrents/%ff",
            "/v1/torrents/..%2f..",
            "/v1/torrents/" + "aaaa;a=b", "/v1/torrents/%20"})
    void answersWhatIsNoInfoHash(String path) {
        server.get(path).isProblem(400, "bad-info-hash");
    }

    @Test
    void answersEveryParameterThatIsWrong() {
        assertThat(
                Stream.of(
                        "limit=0",
                        "limit=501",
                        "limit=-1",
                        "limit=ten",
                        "limit=",
                        "limit",
                        "limit=99999999999999999999",
                        "limit=1&limit=2",
                        "state=nonsense",
                        "state=",
                        "state=downloading&state=DOWNLOADING",
                        "cursor=nonsense",
                        "cursor=",
                        "cursor=%00",
                        "cursor=MTp4&cursor=MTp4",
                        "sort=nonsense",
                        "%00=1",
                        "limit=1&" + "state=seeding&".repeat(101))
                        .map(query -> server.get("/v1/torrents?" + query))
                        .map(Answer::isProblem)
                        .map(Answer::problem))
                .containsOnly("bad-parameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /v1/torrents/%zz", "GET /v1/torrents/%", "GET /v1/torrents/<>",
            "GET /v1/torrents?a=%",
            "GET /a\\b", "GET /a|b", "GET /{a}", "GET //[", "POST /v1/torrents\""})
    void answersAddressesThatAreNoUri(String line) {
        var answer = RawExchange.send(server.port(), line + " HTTP/1.1\r\nHost: x\r\n", new byte[0]);

        answer.isProblem(400, "bad-request");
    }

    static Stream<Arguments> abuses() {
        return Stream.of(
                arguments("GET /health HTTP/1.1\r\nHost: x\r\nX: " + "x".repeat(20_000) + "\r\n", 431),
                arguments("GET /health?" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n", 414),
                arguments("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: x\r\n", 414),
                arguments(
                        "GET /health HTTP/1.1\r\nHost: x\r\n" + headers(2_000),
                        431),
                arguments("GET /health HTTP/1.1\r\nHost: x\r\n: nameless\r\n", 400),
                arguments("GET /health HTTP/1.1\r\nHost: x\r\nX y: z\r\n", 400),
                arguments("GET /health HTTP/1.1\r\nHost: x\r\nX: \u0000\r\n", 400),
                arguments("POST /v1/torrents HTTP/1.1\r\nHost: x\r\nContent-Length: x\r\n", 400),
                arguments("POST /v1/torrents HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n", 400),
                arguments(
                        "POST /v1/torrents HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n",
                        400),
                arguments("GET /health HTTP/9.9.9\r\nHost: x\r\n", 400),
                arguments("GET\r\n", 400),
                arguments("nonsense\r\n", 400));
    }

    private static String headers(int count) {
        return String.join("", IntStream.range(0, count).mapToObj(i -> "X-" + i + ": abcdef\r\n").toList());
    }

    @ParameterizedTest
    @MethodSource("abuses")
    void answersWhatIsHardlyHttp(String head, int status) {
        var answer = RawExchange.send(server.port(), head, new byte[0]).isProblem();

        assertThat(answer.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Accept-Language: %%%", "Cookie: =;=;=", "Origin: ::::",
            "If-Modified-Since: never",
            "Range: bytes=x", "X-Forwarded-For: ????", "Forwarded: ;;;==", "Accept: text/plain;q=9, */*",
            "X-HTTP-Method-Override: DELETE", "Content-Type: ///", "X-Forwarded-Host: \u00e9\u00e9",
            "Content-Disposition: ;;", "Host: %%%", "Accept-Charset: nonsense", "Accept-Encoding: ;;;q=z"})
    void endures(String header) {
        var answer = RawExchange.send(
                server.port(),
                "GET /v1/torrents HTTP/1.1\r\nHost: x\r\n" + header + "\r\nAuthorization: Bearer "
                        + TestServer.KEY
                        + "\r\n",
                new byte[0]);

        assertThat(answer.status()).as(answer.body()).isIn(200, 400, 406);
        if (answer.status() != 200) {
            answer.isProblem();
        }
    }

    @Test
    void allowsNothingToAnotherOrigin() {
        var answer = RawExchange.send(
                server.port(),
                "OPTIONS /v1/torrents HTTP/1.1\r\nHost: x\r\nOrigin: http://evil\r\n"
                        + "Access-Control-Request-Method: POST\r\nX-Revaer-Api-Key: " + TestServer.KEY
                        + "\r\n",
                new byte[0]);

        assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control-"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/v1/torrents/x", "/v1/torrents?limit=0"})
    void saysNothingToHead(String path) {
        var answer = server.send(server.to(path).method("HEAD", noBody()));

        assertThat(answer.status()).isBetween(400, 499);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void saysNothingToHeadOfAnAddressThatIsNoUri() {
        var answer = RawExchange.send(server.port(), "HEAD /%zz HTTP/1.1\r\nHost: x\r\n", new byte[0]);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEmpty();
    }
}
