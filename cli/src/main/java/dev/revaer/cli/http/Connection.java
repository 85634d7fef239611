package dev.revaer.cli.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import org.jspecify.annotations.Nullable;

/// Where the service is and what it knows us by.
///
/// @param url without a slash at the end
/// @param apiKey sent as a bearer token; without one the service decides what is open to all
public record Connection(String url, @Nullable String apiKey) {
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]+");

    /// @throws CliException when the URL isn't one of http or https, or the key can't stand in a header
    public Connection {
        url = checked(url);
        if (apiKey != null && !KEY.matcher(apiKey).matches()) {
            throw invalid("the API key holds characters that no key has");
        }
    }

    private static String checked(String url) {
        try {
            var uri = new URI(url);
            boolean web = "http".equalsIgnoreCase(uri.getScheme())
                    || "https".equalsIgnoreCase(uri.getScheme());
            if (!web || uri.getHost() == null || uri.getPort() > 65535) {
                throw invalid("not the URL of a service: " + url);
            }
            if (uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
                throw invalid("a URL with a user, a query or a fragment can't be used");
            }
            return url.replaceAll("/+$", "");
        } catch (URISyntaxException _) {
            throw invalid("not a URL: " + url);
        }
    }

    private static CliException invalid(String reason) {
        return new CliException(new CliError.Invalid(reason));
    }

    @Override
    public String toString() {
        return "Connection[" + url + "]";
    }
}
