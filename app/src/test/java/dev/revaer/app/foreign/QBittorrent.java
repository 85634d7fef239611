package dev.revaer.app.foreign;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

import dev.revaer.app.ServiceFixture;

/// How qbittorrent-nox is told what to do: its configuration file, and the torrent as an argument.
final class QBittorrent {
    private static final int ENCRYPTION_ALLOWED = 0;
    private static final int ENCRYPTION_REQUIRED = 1;

    private static final Pattern SEEDING = Pattern.compile("\"state\":\"(uploading|stalledUP)\"");
    private static final Pattern LEECHING = Pattern
            .compile("\"state\":\"(metaDL|downloading|stalledDL)\"");

    private QBittorrent() {}

    static ForeignProcess start(Share share) throws Exception {
        return start(share, ServiceFixture.freePort(), "");
    }

    /// The same with a port of its web API, and more lines of its section on BitTorrent.
    static ForeignProcess start(Share share, int webPort, String more) throws Exception {
        var program = ForeignProgram.QBITTORRENT.require();
        configure(share, webPort, more);
        var command = List.of(
                program,
                "--profile=" + share.home(),
                "--save-path=" + share.directory(),
                "--skip-dialog=true",
                share.source());
        var torrents = HttpRequest
                .newBuilder(URI.create("http://127.0.0.1:" + webPort + "/api/v2/torrents/info"))
                .build();
        var sharing = share.hasContent() ? SEEDING : LEECHING;
        try (var client = HttpClient.newHttpClient()) {
            return ForeignProcess.start(share.home(), command)
                    .awaitReady("qbittorrent-nox", () -> shows(client, torrents, sharing));
        }
    }

    private static boolean shows(HttpClient client, HttpRequest torrents, Pattern sharing)
            throws InterruptedException {
        try {
            var answer = client.send(torrents, HttpResponse.BodyHandlers.ofString()).body();
            return sharing.matcher(answer).find();
        } catch (IOException e) {
            return false;
        }
    }

    private static void configure(Share share, int webPort, String more) throws IOException {
        var config = Files.createDirectories(share.home().resolve("qBittorrent/config"));
        Files.writeString(
                config.resolve("qBittorrent.conf"),
                """
                        [LegalNotice]
                        Accepted=true

                        [BitTorrent]
                        Session\\DHTEnabled=false
                        Session\\LSDEnabled=false
                        Session\\PeXEnabled=false
                        Session\\Encryption=%d
                        Session\\InterfaceAddress=%s
                        Session\\MultiConnectionsPerIp=true
                        Session\\Port=%d
                        Session\\QueueingSystemEnabled=false
                        %s

                        [Network]
                        PortForwardingEnabled=false

                        [Preferences]
                        Connection\\ResolvePeerCountries=false
                        WebUI\\Address=127.0.0.1
                        WebUI\\LocalHostAuth=false
                        WebUI\\Port=%d
                        WebUI\\UseUPnP=false
                        """.formatted(
                        share.isEncrypted() ? ENCRYPTION_REQUIRED : ENCRYPTION_ALLOWED,
                        share.host(),
                        share.port(),
                        more,
                        webPort));
    }
}
