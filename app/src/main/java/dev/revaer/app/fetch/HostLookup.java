package dev.revaer.app.fetch;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

import dev.revaer.app.fetch.AnswerHead.MalformedAnswer;
import dev.revaer.app.fetch.Connection.Deadline;
import dev.revaer.app.fetch.FetchError.BadAnswer;
import dev.revaer.app.fetch.FetchError.ForbiddenAddress;
import dev.revaer.app.fetch.FetchError.TooSlow;
import dev.revaer.app.fetch.FetchError.Unreachable;
import dev.revaer.app.fetch.UrlFetcher.NameResolver;

/// Finds the addresses of a host that may be connected to, and tells what is wrong where an exchange with it fails.
final class HostLookup {
    private final NameResolver resolver;

    HostLookup(NameResolver resolver) {
        this.resolver = resolver;
    }

    /// At least one address.
    ///
    /// @throws FetchException with [ForbiddenAddress] if none is permitted
    List<InetAddress> checked(WebAddress address, AddressPolicy policy, Deadline deadline)
            throws IOException {
        var all = lookUp(address.host(), deadline);
        var permitted = Arrays.stream(all).filter(policy::permits).toList();
        if (permitted.isEmpty()) {
            var first = all.length == 0 ? "no address" : all[0].getHostAddress();
            throw new FetchException(new ForbiddenAddress(address.host(), first));
        }
        return permitted;
    }

    /// On a thread of its own: the system's resolver knows no time limit that we could give it.
    private InetAddress[] lookUp(String host, Deadline deadline) throws IOException {
        var task = new FutureTask<>(() -> resolver.resolve(host));
        Thread.ofVirtual().name("fetch-lookup").start(task);
        try {
            return task.get(deadline.remainingMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("its name could not be looked up in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new UnknownHostException("no such host");
        }
    }

    /// What a failed exchange means.
    static FetchError error(WebAddress address, Deadline deadline, IOException e) {
        var origin = address.origin();
        if (deadline.isOver()) {
            return new TooSlow(origin, Math.max(1, deadline.limit().toSeconds()));
        }
        return switch (e) {
            case MalformedAnswer malformed -> new BadAnswer(origin, String.valueOf(malformed.getMessage()));
            case EOFException _ -> new BadAnswer(origin, "the connection ended early");
            case ZipException _ -> new BadAnswer(origin, "its gzip is damaged");
            case UnknownHostException _ -> new Unreachable(origin, "no such host");
            case SSLException failed -> new Unreachable(origin, "TLS failed: " + failed.getMessage());
            default -> new Unreachable(origin, String.valueOf(e.getMessage()));
        };
    }

    static SSLContext usualTls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }
}
