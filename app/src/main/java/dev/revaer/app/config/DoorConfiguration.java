package dev.revaer.app.config;

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
}
