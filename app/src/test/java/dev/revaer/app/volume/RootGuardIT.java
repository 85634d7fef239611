package dev.revaer.app.volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

import dev.revaer.api.problem.ApiError.RootAway;
import dev.revaer.api.problem.ApiException;
import dev.revaer.app.database.Database;
import dev.revaer.app.database.DatabaseFixture;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RootGuardIT {
    @TempDir
    private Path temp;
    private Path top;
    private Database database;
    private DSLContext sql;

    @BeforeEach
    void start() throws IOException {
        top = Files.createDirectory(temp.toRealPath().resolve("downloads"));
        database = Database.open(DatabaseFixture.freshDatabase());
        sql = DSL.using(database.dataSource(), SQLDialect.POSTGRES);
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void marksARootThatIsUsedForTheFirstTimeAndKnowsItAgain() {
        guard();
        var id = Sentinel.read(top);

        var again = guard();

        assertThat(id).isNotBlank();
        assertThat(Sentinel.read(top)).isEqualTo(id);
        assertThat(again.isLost(top.resolve("below"))).isFalse();
        assertThatCode(() -> again.admit(top.resolve("below"))).doesNotThrowAnyException();
    }

    @Test
    void missesARootThatLosesItsSentinelAndTakesItBack() throws IOException {
        var guard = guard();
        var away = temp.resolve("away");
        Files.move(top.resolve(Sentinel.NAME), away);

        assertThatThrownBy(() -> guard.require(top.resolve("below"))).isInstanceOfSatisfying(
                ApiException.class,
                e -> assertThat(e.error()).isEqualTo(new RootAway(top)));
        Files.move(away, top.resolve(Sentinel.NAME));

        assertThat(guard.look()).isEmpty();
        assertThat(guard.isLost(top)).isFalse();
    }

    @Test
    void doesNotTakeAnotherVolumeForTheRightOne() throws IOException {
        var guard = guard();
        Sentinel.write(top, UUID.randomUUID().toString());

        assertThat(guard.look()).containsExactly(top);
    }

    @Test
    void marksNoRootAnewThatTorrentsLieIn() throws IOException {
        guard();
        torrentIn(top);
        Files.delete(top.resolve(Sentinel.NAME));

        var guard = guard();

        assertThat(guard.isLost(top)).isTrue();
        assertThat(top.resolve(Sentinel.NAME)).doesNotExist();
    }

    @Test
    void marksARootAnewThatNoTorrentLiesIn() throws IOException {
        guard();
        Files.delete(top.resolve(Sentinel.NAME));

        assertThat(guard().isLost(top)).isFalse();
        assertThat(top.resolve(Sentinel.NAME)).exists();
    }

    @Test
    void takesOverARootFromBeforeThereWereSentinelsUnlessItIsEmpty() throws IOException {
        torrentIn(top);

        assertThat(guard().isLost(top)).isTrue();
        Files.writeString(top.resolve("film"), "here");
        assertThat(guard().isLost(top)).isFalse();
    }

    private RootGuard guard() {
        var guard = new RootGuard(top, new RootTable(sql));
        guard.open();
        return guard;
    }

    private void torrentIn(Path directory) {
        var hash = "a".repeat(40);
        sql.execute(
                "insert into torrent (info_hash, info_hash_v1, name, magnet, download_dir, paused, added_at) "
                        + "values (?, ?, 'film', 'magnet:', ?, false, now())",
                hash,
                hash,
                directory.toString());
    }
}
