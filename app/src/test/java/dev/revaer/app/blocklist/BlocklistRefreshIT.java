package dev.revaer.app.blocklist;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import com.sun.net.httpserver.HttpServer;
import dev.revaer.app.Patience;
import dev.revaer.app.fetch.AddressPolicy;
import dev.revaer.app.fetch.FetchRoute;
import dev.revaer.app.fetch.UrlFetcher;
import dev.revaer.engine.network.Blocklist;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class BlocklistRefreshIT {
    private static final Duration SOON = Duration.ofMillis(50);
    private static final RefreshTimes SELDOM = RefreshTimes.every(Duration.ofDays(1));
    private static final RefreshTimes OFTEN = new RefreshTimes(SOON, SOON, Duration.ofSeconds(10));

    @TempDir
    private Path directory;

    private final List<Blocklist> handed = new CopyOnWriteArrayList<>();
    private final List<Integer> answered = new CopyOnWriteArrayList<>();
    private volatile String list = "1.1.1.1";
    private volatile String etag = "\"1\"";
    private volatile boolean isDown;
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var holds = etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
            var status = isDown ? 503 : holds ? 304 : 200;
            var body = list.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("ETag", etag);
            exchange.sendResponseHeaders(status, status == 200 ? body.length : -1);
            if (status == 200) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
            answered.add(status);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void handsOnWhatItFetches() throws Exception {
        try (var refresh = refresh(handed::add)) {
            refresh.use(url("/a"), SELDOM);

            Patience.until("the list", () -> refresh.state().fetchedAt() != null);

            assertThat(handed).singleElement().matches(blocklist -> blocks(blocklist, "1.1.1.1"));
            assertThat(refresh.state().ranges()).isEqualTo(1);
            assertThat(refresh.state().error()).isNull();
        }
    }

    @Test
    void comesBackWithTheKeptCopyThoughTheServerIsGone() throws Exception {
        fetchOnce();
        isDown = true;
        try (var refresh = refresh(handed::add)) {
            refresh.use(url("/a"), SELDOM);

            Patience.until("the list", () -> refresh.state().ranges() == 1);

            assertThat(handed).singleElement().matches(blocklist -> blocks(blocklist, "1.1.1.1"));
            assertThat(refresh.state().error()).isNull();
            assertThat(answered).as("it is fresh enough not to be asked for").containsExactly(200);
        }
    }

    @Test
    void asksWithTheEtagItKept() throws Exception {
        fetchOnce();
        try (var refresh = refresh(handed::add)) {
            refresh.use(url("/a"), OFTEN);

            Patience.until("several questions", () -> answered.size() > 3);

            assertThat(answered.getFirst()).isEqualTo(200);
            assertThat(answered.subList(1, 4)).containsOnly(304);
            assertThat(handed).hasSize(1);
            etag = "\"2\"";
            list = "2.2.2.2";
            Patience.until("the new list", () -> handed.size() == 2);
            assertThat(handed.getLast()).matches(blocklist -> blocks(blocklist, "2.2.2.2"));
        }
    }

    @Test
    void keepsTheGoodListWhenWhatComesIsNone() throws Exception {
        fetchOnce();
        etag = "\"2\"";
        list = "<html>\n<p>blocked</p>\n</html>";
        try (var refresh = refresh(handed::add)) {
            refresh.use(url("/a"), OFTEN);

            Patience.until("a few attempts", () -> answered.size() > 3);

            assertThat(refresh.state().error()).contains("no blocklist");
            assertThat(refresh.state().ranges()).isEqualTo(1);
            assertThat(handed).hasSize(1);
        }
        try (var refresh = refresh(handed::add)) {
            refresh.use(url("/a"), SELDOM);

            Patience.until("the kept list", () -> handed.size() == 2);

            assertThat(handed.getLast()).matches(blocklist -> blocks(blocklist, "1.1.1.1"));
        }
    }

    @Test
    void triesAgainUntilTheServerIsBack() throws Exception {
        isDown = true;
        try (var refresh = refresh(handed::add)) {
            refresh.use(url("/a?key=secret"), OFTEN);
            Patience.until("a few attempts", () -> answered.size() > 2);
            assertThat(refresh.state().error()).contains("503").doesNotContain("secret");

            isDown = false;

            Patience.until("the list", () -> handed.size() == 1);
            Patience.until("no error", () -> refresh.state().error() == null);
        }
    }

    @Test
    void handsOnAgainWhatWasNotTaken() throws Exception {
        var failures = new ArrayList<Blocklist>();
        try (var refresh = refresh(blocklist -> {
            if (failures.size() < 2) {
                failures.add(blocklist);
                throw new IllegalStateException("not yet");
            }
            handed.add(blocklist);
        })) {
            refresh.use(url("/a"), new RefreshTimes(Duration.ofDays(1), SOON, Duration.ofSeconds(10)));

            Patience.until("the list", () -> refresh.state().fetchedAt() != null);

            assertThat(handed).hasSize(1);
            assertThat(answered).containsOnly(200);
        }
    }

    @Test
    void fetchesAnewFromAnotherUrlWithoutTheEtagOfTheFirst() throws Exception {
        try (var refresh = refresh(handed::add)) {
            refresh.use(url("/a"), SELDOM);
            Patience.until("the first list", () -> handed.size() == 1);
            list = "2.2.2.2";

            refresh.use(url("/b"), SELDOM);

            Patience.until("the second list", () -> handed.size() == 2);
            assertThat(answered).containsExactly(200, 200);
            assertThat(handed.getLast()).matches(blocklist -> blocks(blocklist, "2.2.2.2"));
        }
    }

    @Test
    void forgetsTheListWhenToldTo() throws Exception {
        fetchOnce();
        try (var refresh = refresh(handed::add)) {
            refresh.use(null, SELDOM);

            Patience.until("nothing", () -> handed.size() == 1);

            assertThat(handed.getLast().size()).isZero();
            assertThat(refresh.state()).isEqualTo(BlocklistState.NONE);
            assertThat(directory).isEmptyDirectory();
        }
    }

    @Test
    void fetchesAnewWhenTheKeptCopyIsDamagedOrItsNoteDoesNotFit() throws Exception {
        fetchOnce();
        Files.writeString(directory.resolve("blocklist"), "3.3.3.3");
        try (var refresh = refresh(handed::add)) {
            refresh.use(url("/a"), SELDOM);

            Patience.until("the copy and the list", () -> handed.size() == 2);

            assertThat(handed.getFirst()).matches(blocklist -> blocks(blocklist, "3.3.3.3"));
            assertThat(handed.getLast()).matches(blocklist -> blocks(blocklist, "1.1.1.1"));
        }
        Files.writeString(directory.resolve("blocklist"), "no list at all");
        Files.writeString(directory.resolve("blocklist.properties"), "fetchedAt=never\\uzzzz");
        try (var refresh = refresh(handed::add)) {
            refresh.use(url("/a"), SELDOM);

            Patience.until("the list", () -> handed.size() == 3);

            assertThat(answered).containsExactly(200, 200, 200);
        }
    }

    private void fetchOnce() throws Exception {
        try (var refresh = refresh(_ -> {})) {
            refresh.use(url("/a"), SELDOM);
            Patience.until("the note", () -> Files.exists(directory.resolve("blocklist.properties")));
        }
    }

    private BlocklistRefresh refresh(Consumer<Blocklist> receiver) {
        var fetcher = new UrlFetcher(() -> FetchRoute.direct(AddressPolicy.LOOPBACK_ONLY), "Revaer/test");
        return new BlocklistRefresh(fetcher, directory, receiver);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static boolean blocks(Blocklist blocklist, String address) {
        return blocklist.contains(InetAddress.ofLiteral(address));
    }
}
