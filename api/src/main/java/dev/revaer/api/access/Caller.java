package dev.revaer.api.access;

import org.springframework.web.server.ServerWebExchange;

/// Who makes a request, by the label of the key it carries.
public final class Caller {
    private static final String ATTRIBUTE = Caller.class.getName();
    private static final String NOBODY = "anonymous";

    private Caller() {}

    static void set(ServerWebExchange exchange, String label) {
        exchange.getAttributes().put(ATTRIBUTE, label);
    }

    public static String of(ServerWebExchange exchange) {
        return exchange.getAttributeOrDefault(ATTRIBUTE, NOBODY);
    }
}
