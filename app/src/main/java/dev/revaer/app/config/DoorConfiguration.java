package dev.revaer.app.config;

import java.time.Clock;
import java.time.Duration;

import dev.revaer.api.bounds.BodyFilter;
import dev.revaer.api.bounds.Bounds;
import dev.revaer.api.bounds.ConnectionBounds;
import dev.revaer.api.browser.CorsFilter;
import dev.revaer.api.browser.SecurityHeaders;
import dev.revaer.api.forwarded.ForwardedRequests;
import dev.revaer.api.forwarded.TrustedProxies;
import dev.revaer.api.idempotency.IdempotencyFilter;
import dev.revaer.api.problem.ProblemHandler;
import dev.revaer.api.tls.TlsServer;
import dev.revaer.app.health.HealthCheck;
import dev.revaer.app.idempotency.AnswerPruning;
import dev.revaer.app.idempotency.AnswerTable;
import dev.revaer.app.keeper.Keeper;
import dev.revaer.app.setting.LiveSettings;
import dev.revaer.engine.BadValueException;
import org.jooq.DSLContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// How requests come in, before anybody asks whose they are.
@Configuration(proxyBeanMethods = false)
class DoorConfiguration {
    private static final Duration TLS_INTERVAL = Duration.ofSeconds(2);

    @Bean
    TlsServer tlsServer(LiveSettings settings) {
        var server = new TlsServer();
        settings.follow(changed -> {
            try {
                server.use(changed.api().tls());
            } catch (BadValueException e) {
                throw new IllegalStateException("/api/tls/" + e.field() + " " + e.reason(), e);
            }
        });
        return server;
    }

    @Bean
    Keeper tlsWatch(TlsServer server) {
        return Keeper.start("tls-watch", TLS_INTERVAL, server::reload);
    }

    @Bean
    HealthCheck tlsHealth(TlsServer server) {
        return new HealthCheck("tls", server::health);
    }

    @Bean
    ForwardedRequests forwardedRequests(LiveSettings settings) {
        var requests = new ForwardedRequests();
        settings.follow(changed -> requests.use(TrustedProxies.parse(changed.api().trustedProxies())));
        return requests;
    }

    @Bean
    CorsFilter corsFilter(LiveSettings settings) {
        var filter = new CorsFilter();
        settings.follow(changed -> filter.use(changed.api().cors()));
        return filter;
    }

    @Bean
    SecurityHeaders securityHeaders() {
        return new SecurityHeaders();
    }

    @Bean
    Bounds bounds(LiveSettings settings) {
        var bounds = new Bounds();
        settings.follow(changed -> bounds.use(changed.api().bounds()));
        return bounds;
    }

    @Bean
    BodyFilter bodyFilter(Bounds bounds) {
        return new BodyFilter(bounds);
    }

    @Bean
    AnswerTable answerTable(DSLContext sql, Clock clock) {
        return new AnswerTable(sql, clock);
    }

    @Bean
    AnswerPruning answerPruning(AnswerTable answers) {
        return new AnswerPruning(answers);
    }

    @Bean
    IdempotencyFilter idempotencyFilter(AnswerTable answers, Bounds bounds, ProblemHandler problems) {
        return new IdempotencyFilter(answers, bounds, problems);
    }

    @Bean
    ConnectionBounds connectionBounds(Bounds bounds) {
        return new ConnectionBounds(bounds);
    }
}
