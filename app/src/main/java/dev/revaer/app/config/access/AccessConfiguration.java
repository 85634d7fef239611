package dev.revaer.app.config.access;

import java.time.Clock;
import java.time.Duration;

import dev.revaer.api.access.KeyFilter;
import dev.revaer.api.access.RateFilter;
import dev.revaer.api.access.ScopeFilter;
import dev.revaer.api.audit.ChangeFilter;
import dev.revaer.api.key.KeyController;
import dev.revaer.api.problem.ProblemHandler;
import dev.revaer.api.rate.FailureThrottle;
import dev.revaer.api.rate.KeyBuckets;
import dev.revaer.api.setup.SetupController;
import dev.revaer.api.setup.SetupFilter;
import dev.revaer.app.audit.AuditTable;
import dev.revaer.app.audit.AuditTrail;
import dev.revaer.app.config.ServiceOptions;
import dev.revaer.app.keeper.Keeper;
import dev.revaer.app.key.CliFile;
import dev.revaer.app.key.KeyIssuer;
import dev.revaer.app.key.KeyRing;
import dev.revaer.app.key.KeyWatch;
import dev.revaer.app.metric.DenialMetrics;
import dev.revaer.app.secret.SecretBox;
import dev.revaer.app.setting.LiveSettings;
import dev.revaer.app.setting.SettingsAnswers;
import dev.revaer.app.setting.SettingsSecrets;
import dev.revaer.app.setup.Setup;
import io.micrometer.core.instrument.MeterRegistry;
import org.jooq.DSLContext;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Who may call, what, and how often; and how secrets are kept.
@Configuration(proxyBeanMethods = false)
public class AccessConfiguration {
    private static final Duration SETUP_INTERVAL = Duration.ofSeconds(1);
    private static final Duration DENIAL_WINDOW = Duration.ofMinutes(1);

    @Bean
    SecretBox secretBox(ServiceOptions options) {
        return AccessChecks.box(options.access(), options.secretKeyFile());
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    SettingsSecrets settingsSecrets(SecretBox box) {
        return new SettingsSecrets(box);
    }

    @Bean
    KeyRing keyRing(DSLContext sql, Clock clock) {
        var ring = new KeyRing(sql, clock);
        ring.load();
        return ring;
    }

    @Bean
    KeyIssuer keyIssuer(DSLContext sql, KeyRing ring, Clock clock) {
        return new KeyIssuer(sql, ring, clock);
    }

    @Bean
    KeyWatch keyWatch(KeyRing ring, @Value("${revaer.key-use-interval:10s}") Duration interval) {
        return new KeyWatch(ring, interval);
    }

    /// On a database of its own Revaer sets itself up; on another's it waits for who has the token.
    @Bean
    Setup setup(
            DSLContext sql,
            PlatformTransactionManager transactions,
            KeyIssuer issuer,
            KeyRing ring,
            SettingsAnswers settings,
            LiveSettings live,
            Clock clock,
            ServiceOptions options) {
        var setup = new Setup(
                sql,
                new TransactionTemplate(transactions),
                new Setup.Keys(issuer, ring),
                settings,
                clock);
        setup.refresh();
        if (options.isEmbedded()) {
            setup.completeLocally(
                    new CliFile(options.cliFile()),
                    options.url(live.now().api().tls().wantsTls()));
        } else if (setup.isRequired() && options.access().printsSetupToken()) {
            setup.printToken();
        }
        return setup;
    }

    @Bean
    Keeper setupWatch(Setup setup) {
        return Keeper.start("setup-watch", SETUP_INTERVAL, setup::refresh);
    }

    @Bean
    AuditTrail auditTrail(AuditTable audit) {
        return new AuditTrail(audit, DENIAL_WINDOW);
    }

    @Bean
    KeyBuckets keyBuckets(LiveSettings settings) {
        var buckets = new KeyBuckets();
        settings.follow(changed -> buckets.use(changed.api().rate()));
        return buckets;
    }

    @Bean
    FailureThrottle failureThrottle(LiveSettings settings) {
        var throttle = new FailureThrottle();
        settings.follow(changed -> throttle.use(changed.api().rate()));
        return throttle;
    }

    @Bean
    SetupFilter setupFilter(Setup setup, ProblemHandler problems) {
        return new SetupFilter(setup, problems);
    }

    @Bean
    KeyFilter keyFilter(
            KeyRing keys,
            FailureThrottle failures,
            DenialMetrics denied,
            ProblemHandler problems) {
        return new KeyFilter(keys, failures, denied, problems);
    }

    @Bean
    RateFilter rateFilter(KeyBuckets buckets, DenialMetrics denied, ProblemHandler problems) {
        return new RateFilter(buckets, denied, problems);
    }

    @Bean
    ScopeFilter scopeFilter(DenialMetrics denied, ProblemHandler problems) {
        return new ScopeFilter(denied, problems);
    }

    @Bean
    DenialMetrics denialMetrics(AuditTrail trail, MeterRegistry registry) {
        return new DenialMetrics(trail, registry);
    }

    @Bean
    ChangeFilter changeFilter(AuditTrail trail) {
        return new ChangeFilter(trail);
    }

    @Bean
    KeyController keyController(KeyIssuer keys, Clock clock) {
        return new KeyController(keys, clock);
    }

    @Bean
    SetupController setupController(Setup setup, FailureThrottle failures, DenialMetrics denied) {
        return new SetupController(setup, failures, denied);
    }
}
