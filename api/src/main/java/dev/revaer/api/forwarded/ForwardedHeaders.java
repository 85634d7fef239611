package dev.revaer.api.forwarded;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.revaer.api.forwarded.Forwarding.Hop;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/// Reads what proxies write: `Forwarded` (RFC 7239), or `X-Forwarded-For`, `-Proto`, `-Host` and `-Port`.
///
/// A proxy writes one kind and may hand on what its client wrote in the other, so where both are there neither counts.
final class ForwardedHeaders {
    private static final String FORWARDED = "Forwarded";
    private static final String FOR = "X-Forwarded-For";
    private static final int LONGEST = 4_096;
    private static final Pattern PAIR = Pattern
            .compile(
                    "\\G[ \\t]*([A-Za-z]{1,20})=(?:\"((?:[^\"\\\\]|\\\\.){0,300}+)\"|([^\",; \\t]{0,300}+))[ \\t]*([;,]|$)");

    private ForwardedHeaders() {}

    /// The hops, the farthest first; none if there is nothing that can be read.
    static List<Hop> read(HttpHeaders headers) {
        var standard = joined(headers, FORWARDED);
        var others = joined(headers, FOR);
        if (standard != null && others != null) {
            return List.of();
        }
        return standard == null ? hops(headers, others) : hops(standard);
    }

    private static @Nullable String joined(HttpHeaders headers, String name) {
        var lines = headers.getAll(name);
        return lines.isEmpty() ? null : String.join(",", lines);
    }

    private static List<Hop> hops(String forwarded) {
        if (forwarded.length() > LONGEST) {
            return List.of();
        }
        var hops = new ArrayList<Hop>();
        var hop = new Hop(null, null, null);
        var matcher = PAIR.matcher(forwarded);
        var end = 0;
        while (end < forwarded.length() && matcher.find()) {
            var value = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
            hop = with(hop, matcher.group(1).toLowerCase(Locale.ROOT), value);
            if (!";".equals(matcher.group(4))) {
                hops.add(hop);
                hop = new Hop(null, null, null);
            }
            end = matcher.end();
        }
        return end == forwarded.length() ? hops : List.of();
    }

    private static Hop with(Hop hop, String name, String value) {
        return switch (name) {
            case "for" -> new Hop(value, hop.scheme(), hop.host());
            case "proto" -> new Hop(hop.caller(), value, hop.host());
            case "host" -> new Hop(hop.caller(), hop.scheme(), value);
            default -> hop;
        };
    }

    /// Scheme and host are those that the last proxy wrote, which is the one that calls us.
    private static List<Hop> hops(HttpHeaders headers, @Nullable String addresses) {
        var scheme = last(headers, "X-Forwarded-Proto");
        var host = withPort(last(headers, "X-Forwarded-Host"), last(headers, "X-Forwarded-Port"));
        if (addresses == null) {
            return scheme == null && host == null ? List.of() : List.of(new Hop(null, scheme, host));
        }
        if (addresses.length() > LONGEST) {
            return List.of();
        }
        return Stream.of(addresses.split(",", -1))
                .map(address -> new Hop(address.strip(), scheme, host))
                .toList();
    }

    private static @Nullable String last(HttpHeaders headers, String name) {
        var text = joined(headers, name);
        return text == null ? null : text.substring(text.lastIndexOf(',') + 1).strip();
    }

    private static @Nullable String withPort(@Nullable String host, @Nullable String port) {
        var hasPort = host != null && host.lastIndexOf(':') > host.lastIndexOf(']');
        return host == null || port == null || hasPort ? host : host + ":" + port;
    }
}
