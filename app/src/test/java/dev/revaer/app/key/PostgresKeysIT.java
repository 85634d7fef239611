package dev.revaer.app.key;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;

import dev.revaer.app.database.Database;
import dev.revaer.app.database.DatabaseFixture;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.revaer.app.database.schema.Tables.API_KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PostgresKeysIT {
    private static final String URL = "http://127.0.0.1:7070";
    private static final Pattern KEY = Pattern.compile("apiKey = \"(rv_[\\w-]{43})\"");

    @TempDir
    private Path directory;
    private Path file;
    private Database database;
    private DSLContext sql;
    private PostgresKeys keys;

    @BeforeEach
    void open() {
        file = directory.resolve("revaer/cli.toml");
        database = Database.open(DatabaseFixture.freshDatabase());
        sql = DSL.using(database.dataSource(), SQLDialect.POSTGRES);
        keys = new PostgresKeys(sql);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void permitsTheKeysItGaveOutAndNoOther() {
        var first = keys.replace("first");
        var second = keys.replace("second");

        assertThat(keys.label(first)).isNotNull();
        assertThat(keys.label(second)).isNotNull();
        assertThat(keys.label(first + "x")).isNull();
        assertThat(keys.label("")).isNull();
        assertThat(first).startsWith("rv_").isNotEqualTo(second);
    }

    @Test
    void forgetsTheKeyThatWasReplaced() {
        var old = keys.replace("label");

        var fresh = keys.replace("label");

        assertThat(keys.label(old)).isNull();
        assertThat(keys.label(fresh)).isNotNull();
        assertThat(sql.fetchCount(API_KEY)).isEqualTo(1);
    }

    @Test
    void knowsItsKeysAfterARestartOnceTheyAreLoaded() {
        var key = keys.replace("label");
        var restarted = new PostgresKeys(sql);

        assertThat(restarted.label(key)).isNull();
        restarted.load();

        assertThat(restarted.label(key)).isNotNull();
    }

    @Test
    void keepsNoKeyInClear() {
        var key = keys.replace("label");

        var rows = sql.selectFrom(API_KEY).fetch().formatCSV();

        assertThat(rows).contains("label").doesNotContain(key).doesNotContain(key.substring(3));
    }

    @Test
    void writesAFileThatOnlyItsOwnerCanRead() throws IOException {
        ensure();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(file).content().contains("url = \"" + URL + "\"");
        assertThat(keys.label(keyInFile())).isNotNull();
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

        assertThat(keys.label(keyInFile())).isNotNull();
        assertThat(keys.label(old)).isNull();
    }

    @Test
    void makesTheFileOfAnotherDatabaseAnew() throws IOException {
        ensure();
        var others = keyInFile();
        try (var another = Database.open(DatabaseFixture.freshDatabase())) {
            var anothersKeys = new PostgresKeys(DSL.using(another.dataSource(), SQLDialect.POSTGRES));

            new CliFile(file).ensure(anothersKeys, URL);

            assertThat(anothersKeys.label(keyInFile())).isNotNull();
            assertThat(anothersKeys.label(others)).isNull();
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
        assertThat(keys.label(key)).isNotNull();
    }

    @Test
    void keepsTheFileOfAServiceElsewhereAside() throws IOException {
        Files.createDirectories(file.getParent());
        var remote = "url = \"https://media.example:7070\"\napiKey = \"rv_elsewhere\"\n";
        Files.writeString(file, remote);

        ensure();

        assertThat(keys.label(keyInFile())).isNotNull();
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

        assertThat(keys.label(keyInFile())).isNotNull();
        assertThat(file.resolveSibling("cli.toml.new")).doesNotExist();
    }

    @Test
    void healsAFileThatIsNoText() throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[]{(byte) 0xff, (byte) 0xfe, 0});

        ensure();

        assertThat(keys.label(keyInFile())).isNotNull();
    }

    @Test
    void saysWhichFileCannotBeWritten() throws IOException {
        Files.writeString(directory.resolve("revaer"), "a file in the way");

        assertThatThrownBy(this::ensure).hasMessageContaining("cannot write " + file);
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
