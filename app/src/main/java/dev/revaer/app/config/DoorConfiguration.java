package dev.revaer.app.config;

import dev.revaer.api.bounds.BodyFilter;
import dev.revaer.api.bounds.Bounds;
import dev.revaer.api.bounds.ConnectionBounds;
import dev.revaer.api.browser.CorsFilter;
import dev.revaer.api.browser.SecurityHeaders;
import dev.revaer.api.forwarded.ForwardedRequests;
import dev.revaer.api.forwarded.TrustedProxies;
import dev.revaer.app.setting.LiveSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// How requests come in, before anybody asks whose they are.
@Configuration(proxyBeanMethods = false)
class DoorConfiguration {
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
    ConnectionBounds connectionBounds(Bounds bounds) {
        return new ConnectionBounds(bounds);
    }
}
