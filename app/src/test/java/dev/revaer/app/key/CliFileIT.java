package dev.revaer.app.key;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Set;
import java.util.regex.Pattern;

import dev.revaer.api.access.Scope;
import dev.revaer.api.key.KeyCatalog.NewKey;
import dev.revaer.app.database.Database;
import dev.revaer.app.database.DatabaseFixture;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Execution(ExecutionMode.CONCURRENT)
class CliFileIT {
    private static final String URL = "http://127.0.0.1:7070";
    private static final Pattern KEY = Pattern.compile("apiKey = \"(rv_[\\w-]{43})\"");

    @TempDir
    private Path directory;
    private Path file;
    private Database database;
    private KeyIssuer keys;

    @BeforeEach
    void open() {
        file = directory.resolve("revaer/cli.toml");
        database = Database.open(DatabaseFixture.freshDatabase());
        keys = issuer(DSL.using(database.dataSource(), SQLDialect.POSTGRES));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void writesAFileThatOnlyItsOwnerCanRead() throws IOException {
        ensure();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(file).content().contains("url = \"" + URL + "\"");
        assertThat(keys.isAdmin(keyInFile())).isTrue();
    }

    @Test
    void leavesAFileAloneThatFits() throws IOException {
        ensure();
        Files.writeString(file, "# mine\n" + Files.readString(file));
        var before = Files.readString(file);

        ensure();

        assertThat(file).hasContent(before);
    }

    @Test
    void makesALostFileAnew() throws IOException {
        ensure();
        var old = keyInFile();
        Files.delete(file);

        ensure();

        assertThat(keys.isAdmin(keyInFile())).isTrue();
        assertThat(keys.isAdmin(old)).isFalse();
    }

    @Test
    void makesTheFileOfAnotherDatabaseAnew() throws IOException {
        ensure();
        var others = keyInFile();
        try (var another = Database.open(DatabaseFixture.freshDatabase())) {
            var anothersKeys = issuer(DSL.using(another.dataSource(), SQLDialect.POSTGRES));

            new CliFile(file).ensure(anothersKeys, URL);

            assertThat(anothersKeys.isAdmin(keyInFile())).isTrue();
            assertThat(anothersKeys.isAdmin(others)).isFalse();
        }
        try (var files = Files.list(file.resolveSibling(""))) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void keepsTheKeyWhenOnlyTheAddressChanges() throws IOException {
        ensure();
        var key = keyInFile();

        new CliFile(file).ensure(keys, "http://127.0.0.1:8080");

        assertThat(keyInFile()).isEqualTo(key);
        assertThat(file).content().contains("http://127.0.0.1:8080");
        assertThat(keys.isAdmin(key)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://media.example:7070", "http://localhost:7070", "http://[::1]:7070"})
    void leavesAlonePlacesThatMayBeThisService(String url) throws IOException {
        ensure();
        var text = Files.readString(file).replace(URL, url);
        Files.writeString(file, text);

        ensure();

        assertThat(file).hasContent(text);
    }

    @Test
    void followsTheServiceToTls() throws IOException {
        ensure();

        new CliFile(file).ensure(keys, URL.replace("http:", "https:"));

        assertThat(file).content().contains(URL.replace("http:", "https:"));
    }

    @Test
    void keepsTheFileOfAServiceElsewhereAside() throws IOException {
        Files.createDirectories(file.getParent());
        var remote = "url = \"https://media.example:7070\"\napiKey = \"rv_elsewhere\"\n";
        Files.writeString(file, remote);

        ensure();

        assertThat(keys.isAdmin(keyInFile())).isTrue();
        try (var files = Files.list(file.resolveSibling(""))) {
            assertThat(files.filter(kept -> !kept.equals(file))).singleElement()
                    .satisfies(kept -> assertThat(kept).hasContent(remote));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "apiKey = ", "url = \"\0\"", "nonsense"})
    void healsADamagedFile(String damaged) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, damaged);
        Files.writeString(file.resolveSibling("cli.toml.new"), "left by a crash");

        ensure();

        assertThat(keys.isAdmin(keyInFile())).isTrue();
        assertThat(file.resolveSibling("cli.toml.new")).doesNotExist();
    }

    @Test
    void healsAFileThatIsNoText() throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[]{(byte) 0xff, (byte) 0xfe, 0});

        ensure();

        assertThat(keys.isAdmin(keyInFile())).isTrue();
    }

    @Test
    void saysWhichFileCannotBeWritten() throws IOException {
        Files.writeString(directory.resolve("revaer"), "a file in the way");

        assertThatThrownBy(this::ensure).hasMessageContaining("cannot write " + file);
    }

    @Test
    void replacesAKeyThatMayNotDoEverything() throws IOException {
        var reader = keys.issue(new NewKey("reader", Set.of(Scope.READ), null), "me").secret();
        Files.createDirectories(file.getParent());
        Files.writeString(file, "url = \"" + URL + "\"\napiKey = \"" + reader + "\"\n");

        ensure();

        assertThat(keyInFile()).isNotEqualTo(reader);
        assertThat(keys.isAdmin(keyInFile())).isTrue();
    }

    private static KeyIssuer issuer(DSLContext sql) {
        var ring = new KeyRing(sql, Clock.systemUTC());
        return new KeyIssuer(sql, ring, Clock.systemUTC());
    }

    private void ensure() {
        new CliFile(file).ensure(keys, URL);
    }

    private String keyInFile() throws IOException {
        var matcher = KEY.matcher(Files.readString(file));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
