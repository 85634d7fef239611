package dev.revaer.app.catalog;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import com.sun.net.httpserver.HttpServer;
import dev.revaer.api.problem.ApiError;
import dev.revaer.api.problem.ApiError.NoTorrentAtUrl;
import dev.revaer.api.problem.ApiError.UnreachableUrl;
import dev.revaer.api.problem.ApiException;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.database.DatabaseFixture;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

@Timeout(120)
class AddByUrlIT {
    @TempDir
    private Path temp;
    private HttpServer server;
    private ServiceFixture service;
    private byte[] metainfo;
    private InfoHash infoHash;

    @BeforeEach
    void start() throws IOException {
        var directory = temp.toRealPath();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        service = ServiceFixture.start(directory, DatabaseFixture.freshDatabase());
        var reader = service.bean(MetainfoReader.class);
        metainfo = reader.create(Files.writeString(directory.resolve("a.txt"), "hello"));
        infoHash = reader.read(metainfo).infoHashes().first();
    }

    @AfterEach
    void stop() {
        service.close();
        server.stop(0);
    }

    @Test
    void addsWhatIsBehindTheUrl() {
        on("/1.torrent", 200, metainfo);
        redirect("/download", "/1.torrent");

        assertThat(service.addUrl(url("/download?passkey=secret"))).isEqualTo(infoHash);

        assertThat(service.catalog().get(infoHash).torrent().name()).isEqualTo("a.txt");
    }

    @Test
    void takesTheMagnetLinkThatTheUrlLeadsTo() {
        redirect("/download", "magnet:?xt=urn:btih:" + infoHash + "&dn=Show");

        assertThat(service.addUrl(url("/download"))).isEqualTo(infoHash);

        assertThat(service.catalog().get(infoHash).torrent().name()).isEqualTo("Show");
    }

    @Test
    void saysWhatIsWrongWithTheUrl() {
        on("/page", 200, "<html>log in first</html>".getBytes(StandardCharsets.UTF_8));
        on("/large", 200, new byte[5 * 1024 * 1024 + 1]);
        on("/gone", 404, new byte[0]);
        redirect("/bad-magnet", "magnet:?xt=nonsense");
        redirect("/private", "http://10.0.0.1/1.torrent?passkey=secret");

        assertThat(error("/page")).isInstanceOf(NoTorrentAtUrl.class);
        assertThat(error("/bad-magnet")).isInstanceOf(NoTorrentAtUrl.class);
        assertThat(error("/large")).isEqualTo(new UnreachableUrl("larger than 5242880 bytes"));
        assertThat(error("/gone")).isInstanceOf(UnreachableUrl.class);
        assertThat(error("/private")).isEqualTo(
                new UnreachableUrl("10.0.0.1 is at 10.0.0.1, an address that may not be fetched from"));
        assertThat(service.catalog().torrents()).isEmpty();
    }

    private ApiError error(String path) {
        var failure = catchThrowableOfType(ApiException.class, () -> service.addUrl(url(path)));
        assertThat(failure).as(path).isNotNull();
        return failure.error();
    }

    private void on(String path, int status, byte[] body) {
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private void redirect(String path, String location) {
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().add("Location", location);
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }
}
