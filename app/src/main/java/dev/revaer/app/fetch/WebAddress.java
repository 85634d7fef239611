package dev.revaer.app.fetch;

import java.net.IDN;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;

import dev.revaer.app.fetch.FetchError.BadUrl;
import org.jspecify.annotations.Nullable;

/// An http(s) URL taken apart, as lenient with path and query as browsers are.
///
/// @param host a name in ASCII or a literal; IPv6 without brackets
/// @param target path and query, in characters that may stand in a request line
/// @param user as it stands before the `@`; null if there is none
record WebAddress(boolean isSecure, String host, int port, String target, @Nullable String user) {
    private static final int LONGEST = 16 * 1024;
    private static final Pattern FORM = Pattern.compile(
            "(?is)(https?)://(?:([^/?#]*)@)?(\\[[0-9a-f:.]+]|[^/?#:@\\[\\]]+)(?::(\\d{1,5}))?([/?][^#]*)?(?:#.*)?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,253}");
    private static final Pattern SCHEME = Pattern.compile("(?s)[A-Za-z][A-Za-z0-9+.-]*:.*");
    private static final String PLAIN = "-._~:/?@!$&'()*+,;=";

    /// @throws FetchException with [BadUrl]
    static WebAddress parse(String text) {
        var matcher = FORM.matcher(text.strip());
        if (text.length() > LONGEST || !matcher.matches()) {
            throw bad("not an http or https URL of at most " + LONGEST + " characters");
        }
        var isSecure = matcher.group(1).length() == 5;
        var port = matcher.group(4) == null ? isSecure ? 443 : 80 : Integer.parseInt(matcher.group(4));
        if (port < 1 || port > 65535) {
            throw bad("no port can be " + port);
        }
        var rest = matcher.group(5) == null ? "/" : matcher.group(5);
        var target = encoded(rest.startsWith("?") ? "/" + rest : rest);
        var user = matcher.group(2) == null ? null : encoded(matcher.group(2));
        return new WebAddress(isSecure, host(matcher.group(3)), port, target, user);
    }

    /// Follows a `Location` (RFC 9110 §10.2.2). The user stays with the origin.
    ///
    /// @throws FetchException with [BadUrl]
    WebAddress resolve(String location) {
        if (location.startsWith("//")) {
            return parse((isSecure ? "https:" : "http:") + location);
        }
        if (SCHEME.matcher(location).matches()) {
            var other = parse(location);
            return other.user == null && other.origin().equals(origin()) ? other.withUser(user) : other;
        }
        var fragment = location.indexOf('#');
        var reference = encoded(fragment < 0 ? location : location.substring(0, fragment));
        try {
            return parse(URI.create(origin() + target).resolve(reference).toString()).withUser(user);
        } catch (IllegalArgumentException _) {
            throw bad("not a URL");
        }
    }

    /// The part that may be told: who, but not what.
    String origin() {
        return (isSecure ? "https://" : "http://") + authority();
    }

    /// As the `Host` field wants it.
    String authority() {
        var name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return port == (isSecure ? 443 : 80) ? name : name + ":" + port;
    }

    /// The user as `Authorization: Basic` wants it (RFC 7617), with a colon whether there is a password or not.
    String basic() {
        var given = user == null ? "" : URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8);
        var pair = given.indexOf(':') < 0 ? given + ":" : given;
        return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /// Leaves out what may be a secret.
    @Override
    public String toString() {
        return origin();
    }

    private WebAddress withUser(@Nullable String other) {
        return new WebAddress(isSecure, host, port, target, other);
    }

    private static String host(String text) {
        if (text.startsWith("[")) {
            return text.substring(1, text.length() - 1);
        }
        try {
            var name = IDN.toASCII(text).toLowerCase(Locale.ROOT);
            if (NAME.matcher(name).matches()) {
                return name;
            }
        } catch (IllegalArgumentException _) {
            // told below
        }
        throw bad("its host is not a name");
    }

    private static String encoded(String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var encoded = new StringBuilder(bytes.length);
        for (var i = 0; i < bytes.length; i++) {
            var unit = (char) (bytes[i] & 0xff);
            var isAlphanumeric = unit < 128 && Character.isLetterOrDigit(unit);
            if (isAlphanumeric || PLAIN.indexOf(unit) >= 0 || (unit == '%' && isEscape(bytes, i))) {
                encoded.append(unit);
            } else {
                encoded.append('%').append(String.format(Locale.ROOT, "%02X", (int) unit));
            }
        }
        return encoded.toString();
    }

    private static boolean isEscape(byte[] bytes, int at) {
        return at + 2 < bytes.length && Character.digit(bytes[at + 1], 16) >= 0
                && Character.digit(bytes[at + 2], 16) >= 0;
    }

    private static FetchException bad(String reason) {
        return new FetchException(new BadUrl(reason));
    }
}
