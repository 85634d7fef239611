package dev.revaer.api.access;

import java.util.function.BooleanSupplier;

import org.springframework.web.server.ServerWebExchange;

/// Who makes a request, by the label of the key it carries.
public final class Caller {
    private static final String ATTRIBUTE = Caller.class.getName();
    private static final String PERMIT = Caller.class.getName() + ".permit";
    private static final String NOBODY = "anonymous";

    private Caller() {}

    static void set(ServerWebExchange exchange, String label, BooleanSupplier permit) {
        exchange.getAttributes().put(ATTRIBUTE, label);
        exchange.getAttributes().put(PERMIT, permit);
    }

    /// Whether the key of the request is still known, to be asked again and again while the answer lasts.
    public static BooleanSupplier permit(ServerWebExchange exchange) {
        return exchange.getAttributeOrDefault(PERMIT, () -> true);
    }

    public static String of(ServerWebExchange exchange) {
        return exchange.getAttributeOrDefault(ATTRIBUTE, NOBODY);
    }
}
