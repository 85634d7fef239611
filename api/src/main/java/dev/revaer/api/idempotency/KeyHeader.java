package dev.revaer.api.idempotency;

import java.util.List;
import java.util.regex.Pattern;

import dev.revaer.api.problem.ApiError.BadParameter;
import dev.revaer.api.problem.ApiException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/// The header `Idempotency-Key`, read strictly.
final class KeyHeader {
    static final String NAME = "Idempotency-Key";
    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,255}");
    /// Their answers hold secrets, which are shown once and kept nowhere.
    private static final PathPattern SECRET = PathPatternParser.defaultInstance.parse("/admin/**");

    private KeyHeader() {}

    /// The key; null where there is none, or where it says nothing as the method may be repeated anyway.
    ///
    /// @throws ApiException with [BadParameter]
    static @Nullable String of(ServerHttpRequest request) {
        var values = request.getHeaders().getOrDefault(NAME, List.of());
        if (values.isEmpty() || !request.getMethod().equals(HttpMethod.POST)) {
            return null;
        }
        if (values.size() > 1) {
            throw bad("given more than once");
        }
        if (!FORM.matcher(values.getFirst()).matches()) {
            throw bad("must be 1 to 255 visible ASCII characters");
        }
        if (SECRET.matches(request.getPath().pathWithinApplication())) {
            throw bad("not taken here, as the answer holds a secret that is kept nowhere; leave it out");
        }
        return values.getFirst();
    }

    private static ApiException bad(String reason) {
        return new ApiException(new BadParameter(NAME, reason));
    }
}
