package dev.revaer.api.access;

import java.net.InetAddress;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/// Who makes a request, by the label of the key it carries.
public final class Caller {
    private static final String ATTRIBUTE = Caller.class.getName();
    private static final String PERMIT = Caller.class.getName() + ".permit";
    private static final String HOLDER = Caller.class.getName() + ".holder";
    private static final String NOBODY = "anonymous";

    private Caller() {}

    static void set(ServerWebExchange exchange, String label, BooleanSupplier permit) {
        exchange.getAttributes().put(ATTRIBUTE, label);
        exchange.getAttributes().put(PERMIT, permit);
    }

    static void set(ServerWebExchange exchange, KeyHolder holder, BooleanSupplier permit) {
        set(exchange, holder.label(), permit);
        exchange.getAttributes().put(HOLDER, holder);
    }

    /// Whether the key of the request is still known, to be asked again and again while the answer lasts.
    public static BooleanSupplier permit(ServerWebExchange exchange) {
        return exchange.getAttributeOrDefault(PERMIT, () -> true);
    }

    public static String of(ServerWebExchange exchange) {
        return exchange.getAttributeOrDefault(ATTRIBUTE, NOBODY);
    }

    /// The key of the request; null where none was needed.
    public static @Nullable KeyHolder holder(ServerWebExchange exchange) {
        return exchange.getAttribute(HOLDER);
    }

    /// Where the request comes from; null if that is not known.
    public static @Nullable InetAddress address(ServerWebExchange exchange) {
        var remote = exchange.getRequest().getRemoteAddress();
        return remote == null ? null : remote.getAddress();
    }
}
