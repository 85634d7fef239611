package dev.revaer.app.fetch;

/// Why a URL could not be fetched. No case holds the path, the query or the user of a URL: those may be secrets
/// (passkeys).
public sealed interface FetchError {
    /// What a person is told; one line.
    String reason();

    /// The text, or the place a redirect leads to, is not an http(s) URL.
    record BadUrl(String reason) implements FetchError {}

    /// The host has no address that may be connected to.
    record ForbiddenAddress(String host, String address) implements FetchError {
        @Override
        public String reason() {
            return host + " is at " + address + ", an address that may not be fetched from";
        }
    }

    /// The way that traffic must take does not carry it.
    record NoRoute(String reason) implements FetchError {}

    /// No name, no route, no listener, no trusted certificate, or the connection broke.
    record Unreachable(String origin, String why) implements FetchError {
        @Override
        public String reason() {
            return origin + " cannot be reached: " + why;
        }
    }

    /// A status other than 200, 304 and the redirects.
    record Refused(String origin, int status) implements FetchError {
        @Override
        public String reason() {
            return origin + " answers with status " + status;
        }
    }

    /// What comes back is not sound HTTP, or in a coding that was not asked for.
    record BadAnswer(String origin, String why) implements FetchError {
        @Override
        public String reason() {
            return origin + " answers wrongly: " + why;
        }
    }

    record BadRedirect(String origin, String why) implements FetchError {
        @Override
        public String reason() {
            return "the redirect of " + origin + " is not followed: " + why;
        }
    }

    record TooManyRedirects(int followed) implements FetchError {
        @Override
        public String reason() {
            return "more than " + followed + " redirects";
        }
    }

    record TooLarge(long largest) implements FetchError {
        @Override
        public String reason() {
            return "larger than " + largest + " bytes";
        }
    }

    record TooSlow(String origin, long seconds) implements FetchError {
        @Override
        public String reason() {
            return origin + " took longer than " + seconds + " s";
        }
    }
}
