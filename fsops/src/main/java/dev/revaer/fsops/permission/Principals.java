package dev.revaer.fsops.permission;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;

import dev.revaer.fsops.FsopsError;
import dev.revaer.fsops.FsopsException;
import dev.revaer.fsops.Stage;
import org.jspecify.annotations.Nullable;

/// Users and groups by name, or by number where no name is like that.
final class Principals {
    private Principals() {}

    static @Nullable UserPrincipal user(@Nullable String name, Path directory) throws IOException {
        try {
            return name == null
                    ? null
                    : directory.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name);
        } catch (UserPrincipalNotFoundException | UnsupportedOperationException e) {
            throw refused("owner " + name, "there is no such user", e);
        }
    }

    static @Nullable GroupPrincipal group(@Nullable String name, Path directory) throws IOException {
        try {
            return name == null
                    ? null
                    : directory.getFileSystem()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByGroupName(name);
        } catch (UserPrincipalNotFoundException | UnsupportedOperationException e) {
            throw refused("group " + name, "there is no such group", e);
        }
    }

    private static FsopsException refused(String wanted, String reason, Exception cause) {
        return new FsopsException(
                Stage.PERMISSIONS,
                new FsopsError.PermissionsRefused(wanted, reason),
                cause);
    }
}
