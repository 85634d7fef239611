package dev.revaer.api.access;

import java.net.InetAddress;

import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/// Hears of every request that was not let in. Called on the event loop: must not wait.
@FunctionalInterface
public interface DeniedAccess {
    void denied(Denial denial);

    /// One request that was not let in.
    ///
    /// @param reason the last part of the problem's type: `scope-missing`
    /// @param actor label of the key; `anonymous` without one that is known
    record Denial(String reason, String actor, String address, String method, String path) {
        private static final int LONGEST_PATH = 200;

        public Denial {
            path = path.length() <= LONGEST_PATH ? path : path.substring(0, LONGEST_PATH) + "…";
        }

        /// What was wanted, without the query.
        public static Denial of(ServerWebExchange exchange, String reason) {
            var request = exchange.getRequest();
            var address = Caller.address(exchange);
            return new Denial(
                    reason,
                    Caller.of(exchange),
                    text(address),
                    request.getMethod().name(),
                    request.getPath().value());
        }

        private static String text(@Nullable InetAddress address) {
            return address == null ? "unknown" : address.getHostAddress();
        }
    }
}
