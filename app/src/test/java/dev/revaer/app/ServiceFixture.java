package dev.revaer.app;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

import dev.revaer.api.torrent.TorrentCatalog.NewTorrent;
import dev.revaer.app.catalog.Catalog;
import dev.revaer.app.config.ListenAddress;
import dev.revaer.app.config.Service;
import dev.revaer.app.config.ServiceOptions;
import dev.revaer.app.config.access.AccessOptions;
import dev.revaer.app.database.DatabaseAddress;
import dev.revaer.app.job.JobQueue;
import dev.revaer.app.key.CliFile;
import dev.revaer.app.setup.Setup;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.TransferMode;
import dev.revaer.engine.event.EventBus;
import dev.revaer.engine.event.EventType;
import dev.revaer.engine.event.NumberedEvent;
import dev.revaer.engine.event.stream.EventFilter;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole service in this JVM, with a data directory and a database of the test's.
public final class ServiceFixture implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final int LOWEST_PORT = 15_000;
    private static final int HIGHEST_PORT = 32_000;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final ServiceOptions options;
    private final ConfigurableApplicationContext context;

    private ServiceFixture(ServiceOptions options, ConfigurableApplicationContext context) {
        this.options = options;
        this.context = context;
    }

    /// Starts it on a free port, set up and with its key in the command line's file.
    ///
    /// @param directory real path; holds data, downloads and library, and outlives this run
    public static ServiceFixture start(Path directory, DatabaseAddress database) throws IOException {
        return start(directory, database, AccessOptions.USUAL);
    }

    /// The same with other keys for secrets.
    public static ServiceFixture start(Path directory, DatabaseAddress database, AccessOptions access)
            throws IOException {
        var service = startAsItIs(directory, database, access);
        service.bean(Setup.class)
                .completeLocally(new CliFile(service.options.cliFile()), service.options.url());
        return service;
    }

    /// Starts it as it starts on a database that is not its own: it may wait for its setup.
    public static ServiceFixture startAsItIs(Path directory, DatabaseAddress database, AccessOptions access)
            throws IOException {
        var options = new ServiceOptions(
                directory.resolve("data"),
                directory.resolve("data/downloads"),
                directory.resolve("data/library"),
                new ListenAddress("127.0.0.1", freePort()),
                true,
                url(database),
                directory.resolve("config/revaer/cli.toml"),
                access);
        return new ServiceFixture(options, Service.start(options));
    }

    /// A port of 127.0.0.1 that was free a moment ago, below those that the system itself gives out: neither the
    /// session nor PostgreSQL can be given it meanwhile.
    public static int freePort() throws IOException {
        while (true) {
            var port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return port;
            } catch (BindException _) {
                // somebody has it; there are more
            }
        }
    }

    /// The address with everything in it, as it would stand in the environment.
    public static String url(DatabaseAddress address) {
        var separator = address.jdbcUrl().contains("?") ? "&" : "?";
        return address.jdbcUrl() + separator + "user=" + encoded(address.user()) + "&password="
                + encoded(address.password());
    }

    public ServiceOptions options() {
        return options;
    }

    public Catalog catalog() {
        return context.getBean(Catalog.class);
    }

    public JobQueue jobs() {
        return context.getBean(JobQueue.class);
    }

    public DSLContext sql() {
        return context.getBean(DSLContext.class);
    }

    public EventBus bus() {
        return context.getBean(EventBus.class);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /// One of several of this type.
    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    /// Adds a torrent whose content, if it is there, lies in the usual directory.
    public InfoHash add(byte[] metainfo) {
        return catalog().add(new NewTorrent(null, null, metainfo, null, false)).torrent().infoHash();
    }

    public InfoHash add(String magnet) {
        return catalog().add(new NewTorrent(magnet, null, new byte[0], null, false)).torrent().infoHash();
    }

    /// The same, without a place in the queue: libtorrent's queue hangs up on peers whenever it looks anew.
    public InfoHash addForced(byte[] metainfo) {
        return addForced(null, metainfo);
    }

    public InfoHash addForced(String magnet) {
        return addForced(magnet, new byte[0]);
    }

    private InfoHash addForced(@Nullable String magnet, byte[] metainfo) {
        var forced = TorrentOptions.NONE.with(TransferMode.FORCE_START, true);
        return catalog()
                .add(
                        new NewTorrent(
                                magnet,
                                null,
                                metainfo,
                                null,
                                false,
                                false,
                                forced,
                                List.of(),
                                List.of()))
                .torrent()
                .infoHash();
    }

    public InfoHash addUrl(String url) {
        return catalog().add(new NewTorrent(null, url, new byte[0], null, false)).torrent().infoHash();
    }

    /// Everything that was told about a torrent, up to the first event of a type, which is waited for.
    public List<JsonNode> eventsUntil(InfoHash infoHash, EventType type) throws InterruptedException {
        return eventsAfter(0, infoHash, event -> event.path("type").asString().equals(type.label()));
    }

    /// Everything that was told about a torrent after an id, up to the first event that is waited for.
    public List<JsonNode> eventsAfter(long id, @Nullable InfoHash infoHash, Predicate<JsonNode> last)
            throws InterruptedException {
        var heard = new ArrayList<JsonNode>();
        var end = System.nanoTime() + LIMIT.toNanos();
        var filter = infoHash == null ? EventFilter.ALL : EventFilter.ofTorrents(infoHash);
        try (var subscription = bus().stream().subscribe(id, filter)) {
            while (System.nanoTime() < end) {
                var batch = subscription.next(Duration.ofSeconds(1));
                for (var event : batch == null ? List.<NumberedEvent>of() : batch) {
                    if (!Objects.equals(infoHash, event.infoHash())) {
                        continue;
                    }
                    heard.add(json(event.frame()));
                    if (last.test(heard.getLast())) {
                        return heard;
                    }
                }
            }
        }
        throw new AssertionError("waited in vain; heard " + heard);
    }

    /// The envelope in a server-sent event.
    public static JsonNode json(byte[] frame) {
        var text = new String(frame, StandardCharsets.UTF_8);
        return JSON.readTree(text.substring(text.indexOf("\ndata: ") + 7));
    }

    @Override
    public void close() {
        context.close();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
