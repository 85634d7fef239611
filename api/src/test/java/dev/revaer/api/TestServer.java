package dev.revaer.api;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import dev.revaer.api.access.KeyFilter;
import dev.revaer.api.access.RateFilter;
import dev.revaer.api.access.ScopeFilter;
import dev.revaer.api.audit.AuditController;
import dev.revaer.api.audit.ChangeFilter;
import dev.revaer.api.bounds.BodyFilter;
import dev.revaer.api.bounds.Bounds;
import dev.revaer.api.bounds.BoundsSettings;
import dev.revaer.api.browse.BrowseController;
import dev.revaer.api.browser.CorsFilter;
import dev.revaer.api.browser.CorsSettings;
import dev.revaer.api.browser.SecurityHeaders;
import dev.revaer.api.connection.KeptConnections;
import dev.revaer.api.create.CreateController;
import dev.revaer.api.docs.DocsController;
import dev.revaer.api.event.EventController;
import dev.revaer.api.event.EventFrames;
import dev.revaer.api.event.HistoryController;
import dev.revaer.api.forwarded.ForwardedRequests;
import dev.revaer.api.forwarded.TrustedProxies;
import dev.revaer.api.fsops.FsopsController;
import dev.revaer.api.health.HealthController;
import dev.revaer.api.health.HealthReport;
import dev.revaer.api.hook.HookController;
import dev.revaer.api.idempotency.IdempotencyFilter;
import dev.revaer.api.key.KeyController;
import dev.revaer.api.label.LabelController;
import dev.revaer.api.log.LogController;
import dev.revaer.api.move.MoveController;
import dev.revaer.api.network.NetworkController;
import dev.revaer.api.problem.NettyProblems;
import dev.revaer.api.problem.ProblemHandler;
import dev.revaer.api.rate.FailureThrottle;
import dev.revaer.api.rate.KeyBuckets;
import dev.revaer.api.rate.RateSettings;
import dev.revaer.api.setup.SetupController;
import dev.revaer.api.setup.SetupFilter;
import dev.revaer.api.stats.Stats;
import dev.revaer.api.stats.StatsController;
import dev.revaer.api.swarm.SwarmController;
import dev.revaer.api.tls.TlsServer;
import dev.revaer.api.torrent.MetainfoController;
import dev.revaer.api.torrent.ShownTorrents;
import dev.revaer.api.torrent.TorrentController;
import dev.revaer.api.torrent.bulk.BulkController;
import dev.revaer.api.torrent.file.FileController;
import dev.revaer.api.torrent.list.ListController;
import dev.revaer.engine.event.EventBus;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/// The real server on a free port of this machine, wired as the service wires it, with fakes behind the ports.
public final class TestServer implements AutoCloseable {
    public static final String KEY = "the-right-key";
    public static final String READ_KEY = "a-key-that-reads";
    public static final String TORRENTS_KEY = "a-key-for-torrents";

    private static final Duration USUAL_HEARTBEAT = Duration.ofSeconds(15);
    private static final Duration USUAL_STALL_LIMIT = Duration.ofSeconds(60);
    private static final HealthReport UP = new HealthReport("up", Map.of(), "0");

    private final AtomicReference<HealthReport> health = new AtomicReference<>(UP);
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ConfigurableApplicationContext context;

    private TestServer(Duration heartbeat, Duration stallLimit) {
        var application = new SpringApplication(Parts.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setDefaultProperties(
                Map.of(
                        "server.address",
                        "127.0.0.1",
                        "server.port",
                        0,
                        "server.shutdown",
                        "immediate",
                        "spring.reactor.netty.shutdown-quiet-period",
                        Duration.ZERO,
                        "spring.main.web-application-type",
                        "reactive",
                        "spring.threads.virtual.enabled",
                        true,
                        "spring.jackson.deserialization.fail-on-unknown-properties",
                        true,
                        "spring.http.codecs.max-in-memory-size",
                        "64MB"));
        application.addInitializers(
                made -> made.getBeanFactory()
                        .registerSingleton("settings", new Settings(heartbeat, stallLimit, health)));
        context = application.run();
    }

    record Settings(
            Duration heartbeat,
            Duration stallLimit,
            AtomicReference<HealthReport> health) {}

    public static TestServer start() {
        return new TestServer(USUAL_HEARTBEAT, USUAL_STALL_LIMIT);
    }

    public static TestServer start(Duration heartbeat) {
        return new TestServer(heartbeat, USUAL_STALL_LIMIT);
    }

    /// One that soon loses patience with clients of the event stream.
    ///
    /// @param stallLimit how long they may take nothing
    public static TestServer startImpatient(Duration stallLimit) {
        return new TestServer(USUAL_HEARTBEAT, stallLimit);
    }

    /// From now on nobody knows this key.
    public void revoke(String key) {
        access().forget(key);
    }

    public FakeCatalog catalog() {
        return context.getBean(FakeCatalog.class);
    }

    public FakeFiles files() {
        return context.getBean(FakeFiles.class);
    }

    public FakeJobs jobs() {
        return context.getBean(FakeJobs.class);
    }

    public FakeCreations creations() {
        return context.getBean(FakeCreations.class);
    }

    public FakeSwarm swarm() {
        return context.getBean(FakeSwarm.class);
    }

    public FakeMoves moves() {
        return context.getBean(FakeMoves.class);
    }

    public FakeLabels labels() {
        return context.getBean(FakeLabels.class);
    }

    public FakeAnswers answers() {
        return context.getBean(FakeAnswers.class);
    }

    public FakeLog log() {
        return context.getBean(FakeLog.class);
    }

    public FakeAccess access() {
        return context.getBean(FakeAccess.class);
    }

    /// Has other bounds hold for keys and addresses; all begin anew.
    public void rate(RateSettings bounds) {
        context.getBean(KeyBuckets.class).use(bounds);
        context.getBean(FailureThrottle.class).use(bounds);
    }

    /// From now on these proxies are believed.
    public void trust(String... proxies) {
        context.getBean(ForwardedRequests.class).use(TrustedProxies.parse(List.of(proxies)));
    }

    /// From now on pages of these origins may call.
    public void allowOrigins(String... origins) {
        context.getBean(CorsFilter.class).use(new CorsSettings(List.of(origins)));
    }

    /// From now on these bounds hold, but for those of connections.
    public void bound(BoundsSettings bounds) {
        context.getBean(Bounds.class).use(bounds);
    }

    public TlsServer tls() {
        return context.getBean(TlsServer.class);
    }

    public EventBus bus() {
        return context.getBean(EventBus.class);
    }

    public EventFrames frames() {
        return context.getBean(EventFrames.class);
    }

    public InMemoryJournal journal() {
        return context.getBean(InMemoryJournal.class);
    }

    public void health(HealthReport report) {
        health.set(report);
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /// A request without a key.
    public HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .timeout(Duration.ofSeconds(30));
    }

    /// A request with another key than the usual one.
    public HttpRequest.Builder as(String key, String path) {
        return anonymous(path).header("Authorization", "Bearer " + key);
    }

    public HttpRequest.Builder to(String path) {
        return anonymous(path).header("Authorization", "Bearer " + KEY);
    }

    public Answer get(String path) {
        return send(to(path));
    }

    public Answer delete(String path) {
        return send(to(path).DELETE());
    }

    public Answer post(String path, String json) {
        return post(path, json.getBytes(StandardCharsets.UTF_8), "application/json");
    }

    public Answer patch(String path, String json) {
        return send("PATCH", path, json);
    }

    /// Any method with a JSON body.
    public Answer send(String method, String path, String json) {
        return send(
                to(path).header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(json)));
    }

    public Answer post(String path, byte[] body, String contentType) {
        return send(
                to(path).header("Content-Type", contentType).POST(BodyPublishers.ofByteArray(body)));
    }

    public Answer send(HttpRequest.Builder request) {
        return Answer.of(exchange(request, BodyHandlers.ofString()));
    }

    /// An answer whose body is still to be read.
    public HttpResponse<InputStream> open(HttpRequest.Builder request) {
        return exchange(request, BodyHandlers.ofInputStream());
    }

    private <T> HttpResponse<T> exchange(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
        try {
            return client.send(request.build(), handler);
        } catch (IOException e) {
            throw new AssertionError("no answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("no answer in time", e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Parts {
        @Bean
        FakeCatalog catalog() {
            return new FakeCatalog();
        }

        @Bean
        FakeMoves moves() {
            return new FakeMoves();
        }

        @Bean
        MoveController moveController(FakeMoves moves) {
            return new MoveController(moves);
        }

        @Bean
        FakeLabels labels() {
            return new FakeLabels();
        }

        @Bean
        LabelController labelController(FakeLabels labels) {
            return new LabelController(labels);
        }

        @Bean
        AuditController auditController() {
            return new AuditController(new FakeAudit());
        }

        @Bean
        FakeJobs jobs() {
            return new FakeJobs();
        }

        @Bean
        FakeCreations creations() {
            return new FakeCreations();
        }

        @Bean
        EventFrames eventFrames(JsonMapper json) {
            return new EventFrames(json);
        }

        @Bean
        InMemoryJournal journal(EventFrames frames) {
            return new InMemoryJournal(frames);
        }

        @Bean
        EventBus eventBus(InMemoryJournal journal, EventFrames frames) {
            return EventBus.start(journal, frames, _ -> null);
        }

        @Bean
        ProblemHandler problemHandler(JsonMapper json) {
            return new ProblemHandler(json);
        }

        @Bean
        KeptConnections keptConnections() {
            return new KeptConnections();
        }

        @Bean
        NettyProblems nettyProblems(JsonMapper json) {
            return new NettyProblems(json);
        }

        @Bean
        FakeAccess fakeAccess() {
            return new FakeAccess();
        }

        @Bean
        KeyBuckets keyBuckets() {
            return new KeyBuckets();
        }

        @Bean
        FailureThrottle failureThrottle() {
            return new FailureThrottle();
        }

        @Bean
        CorsFilter corsFilter() {
            return new CorsFilter();
        }

        @Bean
        SecurityHeaders securityHeaders() {
            return new SecurityHeaders();
        }

        @Bean
        TlsServer tlsServer() {
            return new TlsServer();
        }

        @Bean
        Bounds bounds() {
            return new Bounds();
        }

        @Bean
        BodyFilter bodyFilter(Bounds bounds) {
            return new BodyFilter(bounds);
        }

        @Bean
        ForwardedRequests forwardedRequests() {
            return new ForwardedRequests();
        }

        @Bean
        KeyFilter keyFilter(FakeAccess access, FailureThrottle failures, ProblemHandler problems) {
            return new KeyFilter(access, failures, access, problems);
        }

        @Bean
        RateFilter rateFilter(KeyBuckets buckets, FakeAccess access, ProblemHandler problems) {
            return new RateFilter(buckets, access, problems);
        }

        @Bean
        ScopeFilter scopeFilter(FakeAccess access, ProblemHandler problems) {
            return new ScopeFilter(access, problems);
        }

        @Bean
        SetupFilter setupFilter(FakeAccess access, ProblemHandler problems) {
            return new SetupFilter(access, problems);
        }

        @Bean
        ChangeFilter changeFilter(FakeAccess access) {
            return new ChangeFilter(access);
        }

        @Bean
        KeyController keyController(FakeAccess access) {
            return new KeyController(access, Clock.systemUTC());
        }

        @Bean
        SetupController setupController(FakeAccess access, FailureThrottle failures) {
            return new SetupController(access, failures, access);
        }

        @Bean
        FakeFiles files() {
            return new FakeFiles();
        }

        @Bean
        FileController fileController(FakeFiles files) {
            return new FileController(files);
        }

        @Bean
        ShownTorrents shownTorrents(JsonMapper json, FakeCatalog catalog) {
            return new ShownTorrents(json, catalog);
        }

        @Bean
        ListController listController(FakeCatalog catalog, ShownTorrents shown) {
            return new ListController(catalog, shown);
        }

        @Bean
        MetainfoController metainfoController(FakeCatalog catalog) {
            return new MetainfoController(catalog, catalog);
        }

        @Bean
        HistoryController historyController(InMemoryJournal journal, FakeCatalog catalog) {
            return new HistoryController(journal, catalog);
        }

        @Bean
        TorrentController torrentController(FakeCatalog catalog, ShownTorrents shown, Bounds bounds) {
            return new TorrentController(catalog, shown, bounds);
        }

        @Bean
        BulkController bulkController(FakeCatalog catalog, FakeAccess access, ProblemHandler problems) {
            return new BulkController(catalog, access, problems);
        }

        @Bean
        FakeAnswers fakeAnswers() {
            return new FakeAnswers();
        }

        @Bean
        IdempotencyFilter idempotencyFilter(FakeAnswers answers, Bounds bounds, ProblemHandler problems) {
            return new IdempotencyFilter(answers, bounds, problems);
        }

        @Bean
        StatsController statsController() {
            return new StatsController(
                    () -> new Stats(
                            "1.2.3",
                            FakeCatalog.FIRST_ADDED,
                            60,
                            new Stats.Torrents(2, Map.of("seeding", 2), 0, 2, 0),
                            new Stats.Rates(10, 20),
                            new Stats.Transferred(200, 100),
                            new Stats.Transferred(0, 500),
                            new Stats.Peers(5, 1),
                            List.of(new Stats.VolumeStats("/downloads", 100, 30, 60))));
        }

        @Bean
        BrowseController browseController() {
            return new BrowseController(new FakeBrowser());
        }

        @Bean
        FakeLog fakeLog() {
            return new FakeLog();
        }

        @Bean
        LogController logController(FakeLog log, JsonMapper json) {
            return new LogController(log, json);
        }

        @Bean
        FakeSwarm fakeSwarm(FakeCatalog catalog) {
            return new FakeSwarm(catalog);
        }

        @Bean
        SwarmController swarmController(FakeCatalog catalog, FakeSwarm swarm) {
            return new SwarmController(catalog, swarm, swarm);
        }

        @Bean
        NetworkController networkController(FakeSwarm swarm) {
            return new NetworkController(swarm, swarm);
        }

        @Bean
        FsopsController fsopsController(FakeJobs jobs) {
            return new FsopsController(jobs, jobs);
        }

        @Bean
        HookController hookController() {
            return new HookController(new FakeDeliveries());
        }

        @Bean
        CreateController createController(FakeCreations creations) {
            return new CreateController(creations);
        }

        @Bean
        EventController eventController(
                EventBus bus,
                EventFrames frames,
                Bounds bounds,
                Settings settings) {
            return new EventController(bus, frames, bounds, settings.heartbeat(), settings.stallLimit());
        }

        @Bean
        DocsController docsController() {
            return new DocsController();
        }

        @Bean
        HealthController healthController(Settings settings) {
            return new HealthController(new FakeHealth(settings.health()));
        }
    }
}
