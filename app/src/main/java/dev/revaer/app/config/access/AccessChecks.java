package dev.revaer.app.config.access;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

import dev.revaer.app.secret.SecretBox;
import dev.revaer.app.secret.SecretKey;
import dev.revaer.app.secret.SecretKeyFile;
import dev.revaer.app.setup.Setup;
import dev.revaer.app.setup.SetupTable;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// Looks before the start for what would leave Revaer unguarded, and opens the box for secrets.
public final class AccessChecks {
    private AccessChecks() {}

    /// What is wrong with the keys for secrets, each with its fix.
    public static List<String> faultsOfKeys(AccessOptions options, Path keyFile) {
        var faults = new ArrayList<String>();
        var given = options.secretKey();
        if (given != null) {
            check("REVAER_SECRET_KEY", given, faults);
        }
        options.oldSecretKeys().forEach(old -> check("REVAER_SECRET_KEY_OLD", old, faults));
        try {
            new SecretKeyFile(keyFile).read();
        } catch (IOException | IllegalArgumentException e) {
            faults.add(
                    "the keys for secrets in " + keyFile + " cannot be used: " + e.getMessage()
                            + "; mend the file, or move it away and set the secrets in the settings anew");
        }
        return faults;
    }

    private static void check(String name, String text, List<String> faults) {
        try {
            SecretKey.parse(text);
        } catch (IllegalArgumentException e) {
            faults.add(name + " " + e.getMessage());
        }
    }

    /// The box with the keys that were checked before.
    static SecretBox box(AccessOptions options, Path keyFile) {
        var given = options.secretKey();
        return SecretBox.open(
                given == null ? null : SecretKey.parse(given),
                options.oldSecretKeys().stream().map(SecretKey::parse).toList(),
                new SecretKeyFile(keyFile));
    }

    /// Why Revaer must not be reached from afar now; null if it may. Until it is set up whoever comes first could set it up,
    /// but for the token that only who reads the log has.
    ///
    /// @param host that is listened on
    /// @param database with a schema that is up to date; null for an empty one
    public static @Nullable String faultOfSetup(
            AccessOptions options,
            String host,
            @Nullable DataSource database) {
        if (isLoopback(host) || (options.printsSetupToken() && Setup.canPrint())
                || (database != null
                        && new SetupTable(DSL.using(database, SQLDialect.POSTGRES)).isCompleted())) {
            return null;
        }
        return "Revaer is not set up and prints no setup token, so it must not listen on " + host
                + "; listen on 127.0.0.1 with --listen until it is set up, or have the token printed"
                + " (REVAER_PRINT_SETUP_TOKEN=true)";
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
