package dev.revaer.app.config;

import dev.revaer.api.tls.TlsServer;
import dev.revaer.api.tls.TlsSettings;
import dev.revaer.engine.BadValueException;
import org.jspecify.annotations.Nullable;

/// Looks before the start whether there is a certificate to be shown, if the settings ask for one.
final class TlsCheck {
    private TlsCheck() {}

    /// Why HTTP cannot be spoken over TLS, and how to mend it; null if it can, or need not.
    static @Nullable String fault(TlsSettings tls) {
        try {
            TlsServer.check(tls);
            return null;
        } catch (BadValueException e) {
            return "the settings have TLS on (api.tls." + e.field() + "), but " + e.reason()
                    + "; put certificate and key there as PEM files that this user can read, or make a pair of one's own:"
                    + " openssl req -x509 -newkey rsa:3072 -nodes -days 365 -subj /CN=localhost"
                    + " -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -out " + tls.certificate()
                    + " -keyout " + tls.privateKey();
        }
    }
}
