package dev.revaer.app.fetch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

import dev.revaer.app.fetch.Connection.Deadline;
import dev.revaer.app.fetch.UrlFetcher.NameResolver;

/// Posts to URLs, with the same care as [UrlFetcher] fetches them: the host's addresses are looked up once and checked.
/// No redirect is followed. Blocks.
public final class UrlPoster {
    private final Supplier<FetchRoute> route;
    private final String userAgent;
    private final HostLookup lookup;
    private final SSLContext tls;

    /// @param route asked at the start of each post
    /// @param userAgent `Revaer/<version>`
    public UrlPoster(Supplier<FetchRoute> route, String userAgent) {
        this(route, userAgent, InetAddress::getAllByName, HostLookup.usualTls());
    }

    UrlPoster(Supplier<FetchRoute> route, String userAgent, NameResolver resolver, SSLContext tls) {
        this.route = route;
        this.userAgent = userAgent;
        this.lookup = new HostLookup(resolver);
        this.tls = tls;
    }

    /// Sends a body. What is answered beyond the status is not read.
    ///
    /// @param headers beyond those that every request has, in ASCII
    /// @param limit for all of it
    /// @return the status
    /// @throws FetchException if the URL or its server is at fault
    public int post(String url, Map<String, String> headers, byte[] body, Duration limit) {
        var deadline = Deadline.in(limit);
        var address = WebAddress.parse(url);
        var taken = route.get();
        try {
            var checked = lookup.checked(address, taken.policy(), deadline);
            try (var connection = Connection.open(address, checked, taken, tls, deadline)) {
                var out = connection.out();
                out.write(head(address, headers, body.length));
                out.write(body);
                out.flush();
                return AnswerHead.read(new BufferedInputStream(connection.in())).status();
            }
        } catch (IOException e) {
            throw new FetchException(HostLookup.error(address, deadline, e), e);
        }
    }

    private byte[] head(WebAddress address, Map<String, String> headers, int length) {
        var head = new StringBuilder("POST " + address.target() + " HTTP/1.1\r\n");
        field(head, "Host", address.authority());
        field(head, "User-Agent", userAgent);
        field(head, "Content-Length", String.valueOf(length));
        field(head, "Connection", "close");
        if (address.user() != null) {
            field(head, "Authorization", "Basic " + address.basic());
        }
        headers.forEach((name, value) -> field(head, name, value));
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void field(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }
}
