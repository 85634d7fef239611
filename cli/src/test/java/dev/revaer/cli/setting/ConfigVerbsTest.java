package dev.revaer.cli.setting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.revaer.cli.CommandRun;
import dev.revaer.cli.FakeRevaer;
import dev.revaer.cli.FakeRevaer.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

final class ConfigVerbsTest {
    private static final String SETTINGS = """
            {"revision":3,"settings":{"limits":{"uploadBytesPerSecond":5,"downloadBytesPerSecond":0},"name":"x"}}""";
    private static final String REVISION = """
            {"revision":{"revision":2,"at":"2026-11-21T04:00:00Z","actor":"ops","restoredFrom":null,"reason":"slow",
            "changes":[{"pointer":"/limits/uploadBytesPerSecond","before":0,"after":5}]},
            "settings":{"limits":{"uploadBytesPerSecond":7,"downloadBytesPerSecond":0},"name":"x"}}""";
    private static final String CHANGED = "{\"revision\":4,\"changed\":[\"/limits/uploadBytesPerSecond\"]}";
    private static final String WOULD = CHANGED.replace("{", "{\"dryRun\":true,");
    private static final String DRY = "PATCH /v1/config?dryRun=true";

    private final FakeRevaer server = new FakeRevaer().on("GET /v1/config", 200, SETTINGS)
            .on("GET /v1/config/revisions/2", 200, REVISION)
            .on(
                    "GET /v1/config/schema",
                    200,
                    """
                            {"properties":{"limits":{"properties":{
                            "uploadBytesPerSecond":{"type":"integer","minimum":0,"default":0},
                            "downloadBytesPerSecond":{"type":"integer","minimum":0,"default":0}}},
                            "name":{"type":"string","default":"x"}}}""")
            .on(DRY, 200, WOULD)
            .on("PATCH /v1/config", 200, CHANGED);

    @TempDir
    private Path directory;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void showsSettingsAndWhatTheyMayBe() {
        assertThat(run("get", "limits.uploadBytesPerSecond").out()).isEqualTo("5\n");
        assertThat(run("get", "name").out()).isEqualTo("x\n");
        assertThat(run("get", "-o", "json", "limits").out())
                .isEqualTo("{\"uploadBytesPerSecond\":5,\"downloadBytesPerSecond\":0}\n");
        assertThat(run("get", "nosuch").exitCode()).isEqualTo(5);
        assertThat(run("schema", "/limits/uploadBytesPerSecond").out()).contains("\"minimum\" : 0");
        assertThat(run("schema", "limits.nosuch").exitCode()).isEqualTo(5);
    }

    @Test
    void checksBeforeItSets() {
        var outcome = run("set", "limits.uploadBytesPerSecond=5", "limits.downloadBytesPerSecond=null");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(outcome.out()).contains("/limits/uploadBytesPerSecond");
        assertThat(server.requests()).extracting(Request::line).containsExactly(DRY, "PATCH /v1/config");
        assertThat(server.requests().getLast().body())
                .isEqualTo("{\"limits\":{\"uploadBytesPerSecond\":5,\"downloadBytesPerSecond\":null}}");
    }

    @Test
    void onlyChecksWhereNothingIsToBeSet() {
        assertThat(run("set", "name", "two words", "--dry-run").out()).contains("It would change");
        assertThat(server.requests()).extracting(Request::body).containsExactly("{\"name\":\"two words\"}");
        server.on(DRY, 200, "{\"revision\":3,\"changed\":[]}");
        assertThat(run("set", "name", "x", "--dry-run").out()).contains("it is so already");
    }

    @Test
    void setsNothingThatIsRefused() {
        server.on(DRY, 422, FakeRevaer.problem(422, "Invalid", "must be 0 or more"));

        assertThat(run("set", "limits.uploadBytesPerSecond=-1").exitCode()).isEqualTo(2);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void tellsWhatWasChanged() {
        server.on(
                "GET /v1/config/revisions?limit=50",
                200,
                "{\"items\":[" + REVISION
                        .substring(REVISION.indexOf("{\"revision\":2"), REVISION.indexOf(",\n\"settings\""))
                        + "]}");

        assertThat(run("history").out()).contains("ops", "/limits/uploadBytesPerSecond", "slow");
        assertThat(run("history", "2").out()).contains("/limits/uploadBytesPerSecond", "5");
        assertThat(run("diff").out()).contains("/limits/uploadBytesPerSecond").doesNotContain("/name");
        assertThat(run("diff", "2").out()).contains("7", "5");
        assertThat(run("diff", "2", "2").out()).contains("No difference.");
        assertThat(run("diff", "two").exitCode()).isEqualTo(2);
    }

    @Test
    void showsWhatTheSessionRunsWith() {
        server.on(
                "GET /v1/config/effective",
                200,
                "{\"items\":[{\"name\":\"user_agent\",\"wanted\":\"a\",\"running\":\"b\",\"why\":\"fixed\"}]}");

        assertThat(run("effective").out()).contains("user_agent", "fixed");
    }

    @Test
    void goesBackToARevision() {
        server.on("POST /v1/config/revisions/2/restore?dryRun=true", 200, WOULD)
                .on("POST /v1/config/revisions/2/restore?dryRun=true&reason=better", 200, WOULD)
                .on("POST /v1/config/revisions/2/restore?reason=better", 200, CHANGED);

        assertThat(run("restore", "2", "--dry-run").out()).contains("It would change");
        assertThat(run("restore", "2", "--reason", "better").exitCode()).isZero();
    }

    @Test
    void keepsWhatWasEdited() throws IOException {
        var outcome = edit("sed -i s/5/6/ \"$1\"");

        assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        assertThat(server.requests().getLast().body()).isEqualTo("{\"limits\":{\"uploadBytesPerSecond\":6}}");
    }

    @Test
    void keepsNothingThatWasNotChanged() throws IOException {
        assertThat(edit("true").err()).contains("Nothing was changed.");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void losesNothingThatCannotBeKept() throws IOException {
        var noJson = edit("echo nonsense > \"$1\"");

        assertThat(noJson.exitCode()).isEqualTo(2);
        assertThat(noJson.err()).contains("line 1 is not JSON", "What you wrote is in ");
        Files.delete(Path.of(noJson.err().replaceAll("(?s).*What you wrote is in (\\S+).*", "$1")));
        assertThat(edit("echo '[]' > \"$1\"").err()).contains("no JSON object");
        assertThat(edit("exit 3").err()).contains("ended with code 3");
    }

    @Test
    void letsMendWhatWasRefused() throws IOException {
        server.on(DRY, 422, FakeRevaer.problem(422, "Invalid", "must be 0 or more"));

        var outcome = CommandRun.against(server)
                .with("EDITOR", editor("sed -i s/5/-6/ \"$1\""))
                .onTerminal()
                .input("y\nn\n")
                .run("config", "edit");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("must be 0 or more", "Mend it?", "What you wrote is in ");
    }

    private CommandRun.Outcome edit(String script) throws IOException {
        return CommandRun.against(server).with("EDITOR", editor(script)).run("config", "edit");
    }

    private String editor(String script) throws IOException {
        var file = Files.writeString(directory.resolve("editor"), script + "\n");
        return "sh '" + file + "'";
    }

    private CommandRun.Outcome run(String... arguments) {
        var all = new String[arguments.length + 1];
        all[0] = "config";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return CommandRun.against(server).run(all);
    }
}
