package dev.revaer.api.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLException;

import dev.revaer.engine.BadValueException;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.pem.PemContent;
import reactor.netty.tcp.SslProvider;

/// A certificate with its key, ready to be shown to callers.
///
/// @param leaf the certificate, without those that vouch for it
record TlsIdentity(PemFiles files, SslProvider provider, X509Certificate leaf) {
    private static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(10);

    /// @throws BadValueException naming the file that cannot be used, and why
    static TlsIdentity load(TlsSettings settings) {
        return of(PemFiles.read(settings), settings);
    }

    static TlsIdentity of(PemFiles files, TlsSettings settings) {
        var chain = chain(files.certificate(), Objects.requireNonNull(settings.certificate()));
        var key = key(files.privateKey(), Objects.requireNonNull(settings.privateKey()));
        var leaf = chain.getFirst();
        if (!isPair(leaf, key)) {
            throw new BadValueException(
                    "privateKey",
                    settings.privateKey() + " is not the key of the certificate in "
                            + settings.certificate());
        }
        return new TlsIdentity(
                files,
                SslProvider.builder()
                        .sslContext(context(chain, key))
                        .handshakeTimeout(HANDSHAKE_LIMIT)
                        .build(),
                leaf);
    }

    /// Whose certificate it is: `CN=media.example`.
    String subject() {
        return leaf.getSubjectX500Principal().getName();
    }

    Instant expiresAt() {
        return leaf.getNotAfter().toInstant();
    }

    /// Why nobody will believe it today; null if that is not for its dates.
    @Nullable
    String staleness() {
        var now = Instant.now();
        var begin = leaf.getNotBefore().toInstant();
        if (now.isBefore(begin)) {
            return "is not valid before " + begin;
        }
        return now.isAfter(expiresAt()) ? "has expired on " + expiresAt() : null;
    }

    private static List<X509Certificate> chain(String pem, String path) {
        try {
            return PemContent.of(pem).getCertificates();
        } catch (RuntimeException e) {
            throw new BadValueException("certificate", path + " holds no certificate in PEM form");
        }
    }

    private static PrivateKey key(String pem, String path) {
        try {
            return Objects.requireNonNull(PemContent.of(pem).getPrivateKey());
        } catch (RuntimeException e) {
            throw new BadValueException(
                    "privateKey",
                    path + " holds no private key in PEM form, or an encrypted one");
        }
    }

    /// Whether what is signed with the key is verified with the certificate.
    private static boolean isPair(X509Certificate certificate, PrivateKey key) {
        var algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        try {
            var signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(certificate.getEncoded());
            var signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(certificate.getEncoded());
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static SslContext context(List<X509Certificate> chain, PrivateKey key) {
        try {
            return SslContextBuilder.forServer(key, chain).protocols("TLSv1.3", "TLSv1.2").build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new BadValueException("certificate", "cannot be used: " + e.getMessage());
        }
    }
}
