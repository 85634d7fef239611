package dev.revaer.app.setup;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import dev.revaer.api.problem.ApiError;
import dev.revaer.api.problem.ApiError.AccessError.SetupDone;
import dev.revaer.api.problem.ApiError.AccessError.SetupTokenExpired;
import dev.revaer.api.problem.ApiError.AccessError.SetupTokenUnknown;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.setup.SetupFlow.Completed;
import dev.revaer.app.Patience;
import dev.revaer.app.ServiceClient;
import dev.revaer.app.ServiceFixture;
import dev.revaer.app.TestClock;
import dev.revaer.app.config.access.AccessOptions;
import dev.revaer.app.database.DatabaseFixture;
import dev.revaer.app.key.KeyIssuer;
import dev.revaer.app.key.KeyRing;
import dev.revaer.app.setting.LiveSettings;
import dev.revaer.app.setting.SettingsAnswers;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static dev.revaer.app.database.schema.Tables.API_KEY;
import static dev.revaer.app.database.schema.Tables.SETTINGS;
import static dev.revaer.app.database.schema.Tables.SETUP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/// The setup on a database that is not the service's own.
@Timeout(120)
class SetupIT {
    private static final JsonNode NOTHING = JsonMapper.shared().createObjectNode();

    private final TestClock clock = new TestClock(Instant.parse("2026-06-01T12:00:00Z"));

    @TempDir
    private Path temp;
    private ServiceFixture service;
    private Setup setup;

    @BeforeEach
    void start() throws IOException {
        service = ServiceFixture.startAsItIs(
                temp.toRealPath(),
                DatabaseFixture.freshDatabase(),
                new AccessOptions(false, null, List.of()));
        setup = another();
        setup.refresh();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void completesOnceWithSettingsAndTheFirstKey() {
        var token = setup.start().token();

        var completed = setup.complete(token, json("{\"engine\": {\"connections\": 77}}"), "me");

        assertThat(completed.revision()).isEqualTo(1);
        assertThat(service.bean(LiveSettings.class).now().engine().connections()).isEqualTo(77);
        assertThat(service.bean(KeyRing.class).holder(completed.secret())).isNotNull()
                .satisfies(holder -> assertThat(holder.label()).isEqualTo("me"));
        assertThat(setup.isRequired()).isFalse();
        assertError(() -> setup.complete(token, NOTHING, "me"), new SetupDone());
        assertError(setup::start, new SetupDone());
    }

    @Test
    void completesWithoutSettings() {
        var completed = setup.complete(setup.start().token(), NOTHING, "me");

        assertThat(completed.revision()).isZero();
        assertThat(service.sql().fetchCount(SETTINGS)).isZero();
        assertThat(service.bean(KeyRing.class).holder(completed.secret())).isNotNull();
    }

    @Test
    void takesTheLastTokenForFifteenMinutesAndNoOther() {
        var first = setup.start();
        var second = setup.start();

        assertThat(second.token()).hasSizeGreaterThan(32);
        assertThat(second.expiresAt()).isEqualTo(clock.instant().plus(Duration.ofMinutes(15)));
        assertError(() -> setup.complete(first.token(), NOTHING, "me"), new SetupTokenUnknown());
        assertError(() -> setup.complete(null, NOTHING, "me"), new SetupTokenUnknown());
        clock.pass(Duration.ofMinutes(15));
        assertError(() -> setup.complete(second.token(), NOTHING, "me"), new SetupTokenExpired());
        var third = setup.start();
        clock.pass(Duration.ofMinutes(15).minusSeconds(1));
        assertThat(setup.complete(third.token(), NOTHING, "me").secret()).isNotEmpty();
    }

    @Test
    void keepsNoTokenInClear() {
        var token = setup.start().token();

        assertThat(service.sql().selectFrom(SETUP).fetch().formatCSV()).doesNotContain(token.substring(8));
    }

    @Test
    void changesNothingWhenTheSettingsAreWrong() {
        var token = setup.start().token();

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> setup.complete(token, json("{\"engine\": {\"connections\": -1}}"), "me"))
                .satisfies(e -> assertThat(e.error()).isInstanceOf(ApiError.Invalid.class));

        assertThat(service.sql().fetchCount(API_KEY)).isZero();
        assertThat(setup.isRequired()).isTrue();
        assertThat(setup.complete(token, NOTHING, "me").secret()).isNotEmpty();
    }

    @Test
    void givesOneKeyHoweverManyCompleteAtOnce() throws Exception {
        var token = setup.start().token();
        Callable<Completed> completing = () -> setup
                .complete(token, json("{\"engine\": {\"connections\": 77}}"), "me");

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var won = threads.invokeAll(Collections.nCopies(8, completing))
                    .stream()
                    .filter(done -> done.state() == Future.State.SUCCESS)
                    .count();

            assertThat(won).isEqualTo(1);
        }
        assertThat(service.sql().fetchCount(API_KEY)).isEqualTo(1);
        assertThat(service.sql().fetchCount(SETTINGS)).isEqualTo(1);
    }

    @Test
    void seesThatAnotherHasSetItUp() throws Exception {
        try (var client = ServiceClient.withKey(service.options().url(), "")) {
            assertThat(client.get("/v1/torrents").problem()).isEqualTo("setup-required");
            var key = setup.complete(setup.start().token(), NOTHING, "me").secret();

            Patience.until("the end of setup", () -> client.get("/v1/torrents").status() == 401);

            try (var admin = ServiceClient.withKey(service.options().url(), key)) {
                assertThat(admin.get("/v1/torrents").status()).isEqualTo(200);
                assertThat(admin.get("/v1/audit").json().toString())
                        .contains("setup.start", "setup.complete");
            }
        }
    }

    /// As in another service on the same database.
    private Setup another() {
        return new Setup(
                service.sql(),
                new TransactionTemplate(service.bean(PlatformTransactionManager.class)),
                new Setup.Keys(service.bean(KeyIssuer.class), service.bean(KeyRing.class)),
                service.bean(SettingsAnswers.class),
                clock);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    private static void assertError(ThrowingCallable call, ApiError error) {
        assertThatExceptionOfType(ApiException.class).isThrownBy(call)
                .satisfies(e -> assertThat(e.error()).isEqualTo(error));
    }
}
