package dev.revaer.app.setup;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

import dev.revaer.api.access.Scope;
import dev.revaer.api.access.SetupMode;
import dev.revaer.api.key.KeyCatalog.NewKey;
import dev.revaer.api.problem.ApiError.AccessError.SetupDone;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.setup.SetupFlow;
import dev.revaer.app.audit.AuditTable;
import dev.revaer.app.database.Store;
import dev.revaer.app.key.CliFile;
import dev.revaer.app.key.KeyIssuer;
import dev.revaer.app.key.KeyRing;
import dev.revaer.app.key.KeySecret;
import dev.revaer.app.log.LogMarkers;
import dev.revaer.app.setting.SettingsAnswers;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// Sets Revaer up once, over HTTP with a token or by itself on a database of its own.
public final class Setup implements SetupFlow, SetupMode {
    private static final Logger LOG = LoggerFactory.getLogger(Setup.class);
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(15);
    private static final String ACTOR = "setup";

    private final DSLContext sql;
    private final TransactionTemplate transaction;
    private final SetupTable table;
    private final KeyIssuer keys;
    private final KeyRing ring;
    private final SettingsAnswers settings;
    private final Clock clock;
    private volatile boolean isRequired = true;

    /// The keys that the setup makes one of.
    ///
    /// @param ring in which it is to be known at once
    public record Keys(KeyIssuer issuer, KeyRing ring) {}

    public Setup(
            DSLContext sql,
            TransactionTemplate transaction,
            Keys keys,
            SettingsAnswers settings,
            Clock clock) {
        this.sql = sql;
        this.transaction = transaction;
        this.table = new SetupTable(sql);
        this.keys = keys.issuer();
        this.ring = keys.ring();
        this.settings = settings;
        this.clock = clock;
    }

    /// Whether a token that is printed can be seen.
    public static boolean canPrint() {
        return LOG.isWarnEnabled();
    }

    @Override
    public boolean isRequired() {
        return isRequired;
    }

    /// Looks whether it was set up meanwhile by another who uses the same database. Once set up it stays so for this run,
    /// whatever becomes of the database.
    public void refresh() {
        if (isRequired) {
            isRequired = !table.isCompleted();
        }
    }

    @Override
    public SetupToken start() {
        var token = KeySecret.ofSetup();
        var expiresAt = clock.instant().plus(TOKEN_LIFE);
        Store.run(() -> transaction.executeWithoutResult(_ -> {
            table.putToken(KeySecret.digest(token), expiresAt);
            new AuditTable(sql).insert(ACTOR, "setup.start", null, Map.of("expiresAt", expiresAt.toString()));
        }));
        return new SetupToken(token, expiresAt);
    }

    /// Gives out a token in the log, the only secret that is ever there.
    public void printToken() {
        var fresh = start();
        LOG.atWarn()
                .addMarker(LogMarkers.SHOWN)
                .addKeyValue("token", fresh.token())
                .addKeyValue("until", fresh.expiresAt())
                .log("Revaer waits for its setup: POST /admin/setup/complete with X-Revaer-Setup-Token");
    }

    @Override
    public Completed complete(@Nullable String token, JsonNode patch, String label) {
        if (!isRequired) {
            throw new ApiException(new SetupDone());
        }
        var digest = token == null ? null : KeySecret.digest(token);
        // nobody without the token hears what is wrong with the settings
        Store.run(() -> transaction.executeWithoutResult(_ -> table.check(digest, clock.instant())));
        var draft = keys.draft(new NewKey(label, Set.of(Scope.ADMIN), null));
        long revision = Store.call(() -> settings.patch(patch, ACTOR, () -> keep(digest, draft)));
        Store.run(ring::load);
        isRequired = false;
        LOG.atInfo().addKeyValue("key", label).log("Revaer is set up");
        return new Completed(draft.issued().key(), draft.issued().secret(), revision);
    }

    /// Completes the setup from the machine itself: the key goes into the command line's file.
    ///
    /// @param url of this service
    public void completeLocally(CliFile file, String url) {
        file.ensure(keys, url);
        if (isRequired) {
            Store.run(() -> transaction.executeWithoutResult(_ -> finish("local command line")));
            isRequired = false;
        }
    }

    /// Joins the transaction around it, or is one.
    private void keep(byte @Nullable [] digest, KeyIssuer.Draft draft) {
        transaction.executeWithoutResult(_ -> {
            table.check(digest, clock.instant());
            keys.insert(sql, draft, ACTOR);
            finish(draft.issued().key().label());
        });
    }

    private void finish(String label) {
        table.complete(clock.instant());
        new AuditTable(sql).insert(ACTOR, "setup.complete", null, Map.of("key", label));
    }
}
