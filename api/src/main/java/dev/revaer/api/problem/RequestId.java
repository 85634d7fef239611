package dev.revaer.api.problem;

import java.util.regex.Pattern;

import org.springframework.web.server.ServerWebExchange;

/// What a request is called in answers and in the log.
public final class RequestId {
    /// The header it comes and goes in.
    public static final String HEADER = "X-Request-Id";
    /// Nothing that could forge a line of a log.
    private static final Pattern CALLERS = Pattern.compile("[A-Za-z0-9._~:/+=-]{1,128}");

    private RequestId() {}

    /// What the caller calls it; a name of our own where the caller gave none, or one with other characters than letters,
    /// digits and `._~:/+=-`, or more than 128 of them.
    public static String of(ServerWebExchange exchange) {
        var request = exchange.getRequest();
        var given = request.getHeaders().getFirst(HEADER);
        return given != null && CALLERS.matcher(given).matches() ? given : request.getId();
    }
}
