package dev.revaer.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import dev.revaer.app.foreign.RawPeer;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// Settings that `--loopback-only` overrules, and those of files reached through memory: a service without that flag, as
/// the launcher starts it, on a network without a way out.
@Execution(ExecutionMode.CONCURRENT)
@Timeout(180)
class OpenSettingsIT {
    private static final int MIB = 1 << 20;
    private static final int STOP_SECONDS = 60;
    private static final int PEERS_PORT = 7001;

    @TempDir
    private static Path temp;
    private static Path directory;
    private static MetainfoReader reader;
    private static LoneNetwork network;
    private static ServiceProcess service;
    private static Process running;
    private static ServiceClient client;
    private static int doorToPeers;

    @BeforeAll
    static void start() throws Exception {
        directory = temp.toRealPath();
        reader = new LibtorrentMetainfo(directory.resolve("native"));
        network = LoneNetwork.open();
        service = new ServiceProcess(directory, network.prefix());
        running = begin();
        client = call();
        doorToPeers = network.doorTo(PEERS_PORT);
        set("{\"engine\": {\"network\": {\"listen\": [\"127.0.0.1:" + PEERS_PORT + "\"]}}}");
    }

    @AfterAll
    static void stop() throws Exception {
        if (client != null) {
            client.close();
        }
        if (service != null) {
            service.endAll();
        }
        if (network != null) {
            network.close();
        }
    }

    @ParameterizedTest
    @Execution(ExecutionMode.SAME_THREAD)
    @CsvSource(delimiter = '|', value = {
            "/engine/network/dht | enable_dht",
            "/engine/network/lsd | enable_lsd",
            "/engine/network/portMapping | enable_upnp",
            "/engine/network/portMapping | enable_natpmp",
            "/engine/network/utp | enable_incoming_utp",
            "/engine/network/utp | enable_outgoing_utp"})
    void switchesOffAndOn(String pointer, String name) throws Exception {
        var patch = JsonMapper.shared().createObjectNode();
        for (var isOn : List.of(true, false, true)) {
            patch.withObject(pointer.substring(0, pointer.lastIndexOf('/')))
                    .put(pointer.substring(pointer.lastIndexOf('/') + 1), isOn);

            set(patch.toString());

            assertThat(effective(name).path("running").asString()).isEqualTo(isOn.toString());
            assertThat(effective(name).path("why").isNull()).isTrue();
        }
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void listensWhereItIsTold() throws Exception {
        var infoHash = addSeed("listened.txt");
        set("{\"engine\": {\"network\": {\"listen\": [\"127.0.0.1:7002\"]}}}");
        var other = network.doorTo(7002);

        Patience.until("an answer", () -> isAnswered(other, infoHash));
        assertThat(effective("listen_interfaces").path("running").asString()).isEqualTo("127.0.0.1:7002");
        assertThat(client.get("/v1/network").at("/listening").findValuesAsString("port"))
                .containsOnly("7002");
        assertThat(isAnswered(doorToPeers, infoHash)).isFalse();

        set("{\"engine\": {\"network\": {\"listen\": [\"127.0.0.1:" + PEERS_PORT + "\"]}}}");
        Patience.until("an answer", () -> isAnswered(doorToPeers, infoHash));
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void exchangesPeersIfItMay() throws Exception {
        var infoHash = add(reader.create(Files.write(directory.resolve("wanted.bin"), new byte[MIB])));
        client.post("/v1/torrents/" + infoHash + "/action", "{\"action\": \"forceStart\"}");
        Patience.until("an answer", () -> isAnswered(doorToPeers, infoHash));
        try (var unwanted = network.listen(InetAddress.ofLiteral("127.0.0.2"));
                var wanted = network.listen(InetAddress.ofLiteral("127.0.0.3"))) {
            set("{\"engine\": {\"network\": {\"pex\": false}}}");
            try (var _ = RawPeer.tellingOf(doorToPeers, infoHash, address(unwanted))) {
                Patience.until("the peer", () -> hasPeer(infoHash));
            }

            set("{\"engine\": {\"network\": {\"pex\": true}}}");

            try (var _ = RawPeer.tellingOf(doorToPeers, infoHash, address(wanted))) {
                wanted.setSoTimeout(40_000);
                wanted.accept().close();
            }
            unwanted.setSoTimeout(1);
            assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(unwanted::accept);
        }
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void fetchesFromPrivateAddressesIfItMay() throws Exception {
        var body = "{\"url\": \"http://" + service.listen() + "/health\"}";
        var refused = client.post("/v1/torrents", body);

        set("{\"engine\": {\"network\": {\"allowPrivateUrls\": true}}}");
        var fetched = client.post("/v1/torrents", body);

        assertThat(refused.at("/errors/0/detail").asString()).contains("may not be fetched from");
        assertThat(fetched.problem()).as(fetched.json().toString()).isEqualTo("no-torrent-at-url");
    }

    @Test
    @Execution(ExecutionMode.SAME_THREAD)
    void reachesFilesAsItIsTold() throws Exception {
        var sparse = allocatedWhileDownloading("sparse");
        set("{\"engine\": {\"disk\": {\"allocation\": \"full\"}}}");
        var full = allocatedWhileDownloading("full");

        assertThat(sparse).isLessThan(24 * MIB);
        assertThat(full).isGreaterThanOrEqualTo(24 * MIB);
        assertThat(engine()).contains("disk I/O mmap");
        var patched = client.patch("/v1/config", "{\"engine\": {\"disk\": {\"io\": \"posix\"}}}");
        assertThat(patched.at("/restartRequired/0").asString()).isEqualTo("/engine/disk/io");
        assertThat(engine()).contains("disk I/O mmap");
        restart();
        assertThat(engine()).contains("disk I/O posix");
    }

    /// Bytes of the disk that the file of a new torrent takes, of which a small part has come.
    private static long allocatedWhileDownloading(String name) throws Exception {
        var bytes = new byte[24 * MIB];
        new Random(name.hashCode()).nextBytes(bytes);
        var content = Files.write(Files.createDirectories(directory.resolve("origin")).resolve(name), bytes);
        try (var seed = SeedingPeer.of(content, directory.resolve("native"), MIB / 4)) {
            add(seed.metainfo());
            var torrent = "/v1/torrents/" + seed.infoHash();
            client.post(torrent + "/action", "{\"action\": \"forceStart\"}");
            seed.call(doorToPeers);
            Patience.until("a part", () -> client.get(torrent).at("/progress").asDouble() > 0);

            var allocated = allocated(service.dataDir().resolve("downloads").resolve(name));

            assertThat(client.get(torrent).at("/progress").asDouble()).isLessThan(0.5);
            client.delete(torrent + "?deleteData=true");
            return allocated;
        }
    }

    private static long allocated(Path file) throws IOException {
        var stat = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
        var blocks = new String(stat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        return Long.parseLong(blocks) * 512;
    }

    private static InfoHash addSeed(String name) throws Exception {
        var downloads = Files.createDirectories(service.dataDir().resolve("downloads"));
        var metainfo = reader.create(Files.writeString(downloads.resolve(name), name));
        return add(metainfo);
    }

    private static InfoHash add(byte[] metainfo) throws Exception {
        var body = "{\"metainfo\": \"" + Base64.getEncoder().encodeToString(metainfo) + "\"}";
        var added = client.post("/v1/torrents", body);
        assertThat(added.status()).as(added.json().toString()).isEqualTo(201);
        return new InfoHash(added.at("/infoHash").asString());
    }

    private static boolean hasPeer(InfoHash infoHash) throws Exception {
        return client.get("/v1/torrents/" + infoHash + "/peers")
                .at("/items")
                .valueStream()
                .anyMatch(peer -> !peer.path("flags").toString().contains("connecting"));
    }

    private static InetSocketAddress address(ServerSocket listening) {
        return new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort());
    }

    private static boolean isAnswered(int port, InfoHash infoHash) {
        return RawPeer.isAnswered(InetAddress.getLoopbackAddress(), port, infoHash);
    }

    private static void set(String patch) throws Exception {
        var patched = client.patch("/v1/config", patch);
        assertThat(patched.status()).as(patched.json().toString()).isEqualTo(200);
    }

    private static String engine() throws Exception {
        return client.get("/health").at("/components/engine/detail").asString();
    }

    private static JsonNode effective(String name) throws Exception {
        return client.get("/v1/config/effective")
                .at("/items")
                .valueStream()
                .filter(item -> item.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void restart() throws Exception {
        client.close();
        running.destroy();
        assertThat(running.waitFor(STOP_SECONDS, TimeUnit.SECONDS)).isTrue();
        running = begin();
        client = call();
    }

    private static Process begin() throws Exception {
        var libjsig = Path.of(System.getProperty("java.home"), "lib/libjsig.so");
        return service.startOpenAndAwaitReady(Map.of("LD_PRELOAD", libjsig.toString()));
    }

    private static ServiceClient call() throws IOException {
        var port = Integer.parseInt(service.listen().substring(service.listen().lastIndexOf(':') + 1));
        return ServiceClient.of("http://127.0.0.1:" + network.doorTo(port), service.cliFile());
    }
}
