package dev.revaer.api.tls;

import java.nio.file.Path;

import dev.revaer.engine.BadValueException;
import org.jspecify.annotations.Nullable;

/// With which certificate HTTP is spoken over TLS; plain HTTP without one.
///
/// @param certificate absolute path of a PEM file: the certificate, and those that vouch for it
/// @param privateKey absolute path of a PEM file: the key of the certificate, not encrypted
public record TlsSettings(@Nullable String certificate, @Nullable String privateKey) {
    public static final TlsSettings USUAL = new TlsSettings(null, null);

    /// Checks the values; the files are not looked at.
    ///
    /// @throws BadValueException for one without the other, and for what is no absolute path
    public TlsSettings {
        if (certificate == null && privateKey != null) {
            throw new BadValueException("certificate", "must be given with privateKey");
        }
        if (certificate != null && privateKey == null) {
            throw new BadValueException("privateKey", "must be given with certificate");
        }
        check("certificate", certificate);
        check("privateKey", privateKey);
    }

    public boolean wantsTls() {
        return certificate != null;
    }

    private static void check(String field, @Nullable String path) {
        if (path != null && (path.indexOf('\0') >= 0 || !Path.of(path).isAbsolute())) {
            throw new BadValueException(field, "must be an absolute path");
        }
    }
}
