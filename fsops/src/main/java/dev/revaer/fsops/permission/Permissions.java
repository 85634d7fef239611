package dev.revaer.fsops.permission;

import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import dev.revaer.fsops.BadSettingException;
import org.jspecify.annotations.Nullable;

/// Who may do what with what is published. What is null stays as the process makes it.
///
/// A file that is a hard link has them in common with the seeding copy, so it keeps what that has unless told otherwise.
///
/// @param fileMode three octal digits: `640`; the owner may read
/// @param directoryMode three octal digits: `750`; the owner may do everything
/// @param owner name or number of a user
/// @param group name or number of a group
/// @param alsoSeeding whether hard links are changed as well, and the seeding copy with them
/// @param umask three octal digits that files and directories do without whose mode is not set: `027`
public record Permissions(
        @Nullable String fileMode,
        @Nullable String directoryMode,
        @Nullable String owner,
        @Nullable String group,
        boolean alsoSeeding,
        @Nullable String umask) {
    private static final List<String> WORDS = List.of("---", "--x", "-w-", "-wx", "r--", "r-x", "rw-", "rwx");

    public static final Permissions AS_MADE = new Permissions(null, null, null, null, false, null);

    /// Checks the values.
    ///
    /// @throws BadSettingException for a mode that is none or would lock Revaer out, or a name that cannot be
    public Permissions {
        check("fileMode", fileMode, Form.FILE_MODE, "must be three octal digits, the first 4 or more: 640");
        check(
                "directoryMode",
                directoryMode,
                Form.DIRECTORY_MODE,
                "must be three octal digits, the first 7: 750");
        check("owner", owner, Form.NAME, "must be the name or number of a user");
        check("umask", umask, Form.UMASK, "must be three octal digits, the first 0: 027");
        check("group", group, Form.NAME, "must be the name or number of a group");
    }

    /// Without a umask.
    public Permissions(
            @Nullable String fileMode,
            @Nullable String directoryMode,
            @Nullable String owner,
            @Nullable String group,
            boolean alsoSeeding) {
        this(fileMode, directoryMode, owner, group, alsoSeeding, null);
    }

    public boolean changeNothing() {
        return umask == null && fileMode == null && directoryMode == null && owner == null && group == null;
    }

    @Nullable
    Set<PosixFilePermission> ofFiles() {
        return wanted(fileMode, 0666);
    }

    @Nullable
    Set<PosixFilePermission> ofDirectories() {
        return wanted(directoryMode, 0777);
    }

    private @Nullable Set<PosixFilePermission> wanted(@Nullable String mode, int usual) {
        if (mode != null) {
            return permissions(mode);
        }
        return umask == null
                ? null
                : permissions("%03o".formatted(usual & ~Integer.parseInt(umask, 8)));
    }

    private static Set<PosixFilePermission> permissions(String octal) {
        var text = new StringBuilder();
        octal.substring(octal.length() - 3).chars().forEach(digit -> text.append(WORDS.get(digit - '0')));
        return PosixFilePermissions.fromString(text.toString());
    }

    private static void check(String field, @Nullable String value, Pattern form, String rule) {
        if (value != null && !form.matcher(value).matches()) {
            throw new BadSettingException(field, rule);
        }
    }

    private static final class Form {
        private static final Pattern FILE_MODE = Pattern.compile("0?[4-7][0-7]{2}");
        private static final Pattern DIRECTORY_MODE = Pattern.compile("0?7[0-7]{2}");
        private static final Pattern UMASK = Pattern.compile("0?0[0-7]{2}");
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._@-]{0,99}");

        private Form() {}
    }
}
