package dev.revaer.app.config;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/// What the doctor makes of who answers; one who is asked for real is in `CheckConfigIT`.
class DoctorCommandTest {
    private static final int UNWELL = 6;
    private static final int BAD_CONFIGURATION = 78;

    @TempDir
    private Path directory;
    private final StringWriter out = new StringWriter();
    private HttpServer server;
    private volatile String answer = "";

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        server.createContext("/", exchange -> {
            var bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void saysWhatIsWrongWithTheServiceThatRuns() {
        answer = """
                {"status": "degraded", "version": "9.9", "components": {
                  "engine": {"status": "up", "detail": "runs"},
                  "database": {"status": "degraded", "detail": "does not answer"}}}""";

        assertThat(doctor()).isEqualTo(UNWELL);
        assertThat(out.toString()).contains("Revaer 9.9 runs on http://127.0.0.1:", "is degraded")
                .contains("  well   engine: runs", "  WRONG  database: does not answer");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void takesNobodyElseForRevaer() {
        answer = "<html>printer</html>";

        assertThat(doctor()).isEqualTo(BAD_CONFIGURATION);
        assertThat(out.toString()).contains("No Revaer answers", "  WRONG  cannot listen on 127.0.0.1:");
        assertThat(directory).isEmptyDirectory();
    }

    private int doctor() {
        return new CommandLine(new DoctorCommand()).setOut(new PrintWriter(out))
                .execute(
                        "--loopback-only",
                        "--data-dir",
                        directory.resolve("data").toString(),
                        "--config-home",
                        directory.resolve("config").toString(),
                        "--listen",
                        "127.0.0.1:" + server.getAddress().getPort());
    }
}
