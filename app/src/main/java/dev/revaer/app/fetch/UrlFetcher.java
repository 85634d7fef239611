package dev.revaer.app.fetch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

import dev.revaer.app.fetch.Connection.Deadline;
import dev.revaer.app.fetch.FetchAnswer.Fetched;
import dev.revaer.app.fetch.FetchAnswer.Magnet;
import dev.revaer.app.fetch.FetchAnswer.NotModified;
import dev.revaer.app.fetch.FetchError.BadRedirect;
import dev.revaer.app.fetch.FetchError.Refused;
import dev.revaer.app.fetch.FetchError.TooLarge;
import dev.revaer.app.fetch.FetchError.TooManyRedirects;
import dev.revaer.app.fetch.FetchError.Unreachable;

/// Fetches URLs that a stranger may have chosen. Blocks; meant for virtual threads.
///
/// Each hop's host is looked up once, each address is checked, and the connection goes to a checked address, never to
/// the name. A redirect from https to http is refused. Only a user in the URL itself is sent (Basic), and only to its
/// origin.
public final class UrlFetcher {
    private static final int MOST_REDIRECTS = 5;
    private static final int MOST_AT_A_TIME = 16;

    private final Supplier<FetchRoute> route;
    private final String userAgent;
    private final HostLookup lookup;
    private final SSLContext tls;
    private final Semaphore permits = new Semaphore(MOST_AT_A_TIME);

    /// @param route asked at the start of each fetch
    /// @param userAgent `Revaer/<version>`
    public UrlFetcher(Supplier<FetchRoute> route, String userAgent) {
        this(route, userAgent, InetAddress::getAllByName, HostLookup.usualTls());
    }

    UrlFetcher(
            Supplier<FetchRoute> route,
            String userAgent,
            NameResolver resolver,
            SSLContext tls) {
        this.route = route;
        this.userAgent = userAgent;
        this.lookup = new HostLookup(resolver);
        this.tls = tls;
    }

    /// Writes the body to the sink, which may have had a part of it when this fails.
    ///
    /// @throws FetchException if the URL or its server is at fault
    /// @throws UncheckedIOException if the sink is
    public FetchAnswer fetch(FetchRequest request, OutputStream sink) {
        var deadline = Deadline.in(request.limit());
        var address = WebAddress.parse(request.url());
        var taken = route.get();
        if (!acquire(deadline)) {
            throw new FetchException(new Unreachable(address.origin(), "too much else is being fetched"));
        }
        try {
            for (var redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
                switch (hop(address, taken, request, deadline, sink)) {
                    case End(var answer) -> {
                        return answer;
                    }
                    case SentOn(var next) -> address = next;
                }
            }
            throw new FetchException(new TooManyRedirects(MOST_REDIRECTS));
        } finally {
            permits.release();
        }
    }

    private Hop hop(
            WebAddress address,
            FetchRoute taken,
            FetchRequest request,
            Deadline deadline,
            OutputStream sink) {
        try {
            var checked = lookup.checked(address, taken.policy(), deadline);
            try (var connection = Connection.open(address, checked, taken, tls, deadline)) {
                connection.out().write(head(address, request.known()));
                connection.out().flush();
                var in = new BufferedInputStream(connection.in());
                var head = AnswerHead.read(in);
                return switch (head.status()) {
                    case 200 -> new End(
                            new Fetched(copy(head, in, request.largest(), sink), head.validators()));
                    case 301, 302, 303, 307, 308 -> redirected(address, head);
                    default -> unchanged(address, head.status(), request.known());
                };
            }
        } catch (IOException e) {
            throw new FetchException(HostLookup.error(address, deadline, e), e);
        }
    }

    private byte[] head(WebAddress address, Validators known) {
        var head = new StringBuilder("GET " + address.target() + " HTTP/1.1\r\n");
        field(head, "Host", address.authority());
        field(head, "User-Agent", userAgent);
        field(head, "Accept", "*/*");
        field(head, "Accept-Encoding", "gzip");
        field(head, "Connection", "close");
        if (known.etag() != null) {
            field(head, "If-None-Match", known.etag());
        }
        if (known.lastModified() != null) {
            field(head, "If-Modified-Since", known.lastModified());
        }
        if (address.user() != null) {
            field(head, "Authorization", "Basic " + address.basic());
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void field(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private static Hop unchanged(WebAddress address, int status, Validators known) {
        if (status == 304 && !known.isEmpty()) {
            return new End(new NotModified());
        }
        throw new FetchException(new Refused(address.origin(), status));
    }

    private static Hop redirected(WebAddress from, AnswerHead head) {
        var location = head.field("location");
        if (location == null) {
            throw new FetchException(new BadRedirect(from.origin(), "it says not where to"));
        }
        if (location.regionMatches(true, 0, "magnet:", 0, 7)) {
            return new End(new Magnet(location));
        }
        try {
            var next = from.resolve(location);
            if (from.isSecure() && !next.isSecure()) {
                throw new FetchException(new BadRedirect(from.origin(), "it leads from https to http"));
            }
            return new SentOn(next);
        } catch (FetchException e) {
            throw e.error() instanceof BadRedirect
                    ? e
                    : new FetchException(new BadRedirect(from.origin(), e.error().reason()), e);
        }
    }

    private static long copy(AnswerHead head, InputStream in, long largest, OutputStream sink)
            throws IOException {
        if (AnswerBody.announced(head) > largest) {
            throw new FetchException(new TooLarge(largest));
        }
        var body = AnswerBody.of(head, in);
        var buffer = new byte[16 * 1024];
        var total = 0L;
        for (var count = body.read(buffer); count >= 0; count = body.read(buffer)) {
            total += count;
            if (total > largest) {
                throw new FetchException(new TooLarge(largest));
            }
            write(sink, buffer, count);
        }
        return total;
    }

    private static void write(OutputStream sink, byte[] buffer, int count) {
        try {
            sink.write(buffer, 0, count);
        } catch (IOException e) {
            throw new UncheckedIOException("what was fetched cannot be written", e);
        }
    }

    private boolean acquire(Deadline deadline) {
        try {
            return permits.tryAcquire(deadline.remainingMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Finds the addresses of a host.
    interface NameResolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /// Where one request led.
    private sealed interface Hop {}

    private record End(FetchAnswer answer) implements Hop {}

    private record SentOn(WebAddress next) implements Hop {}
}
