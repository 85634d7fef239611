package dev.revaer.fsops.archive;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a file name says about the archive set it belongs to.
///
/// @param set names the set among those of its directory
/// @param baseName file name without the extensions
/// @param number of the volume, from 0; of a zip in `.z01`, `.z02` and `.zip` the last file, which leads to the others, is 0
record VolumeName(ArchiveFormat format, String set, String baseName, int number) {
    private static final Pattern PART = Pattern.compile("(.+)\\.part(\\d{1,5})\\.rar");
    /// Up to `.y99`: what ends in `.z01` is a zip.
    private static final Pattern OLD_VOLUME = Pattern.compile("(.+)\\.([r-y])(\\d\\d)");
    private static final Pattern SPLIT = Pattern.compile("(.+)\\.(7z|zip)\\.(\\d{3,5})");
    private static final Pattern ZIP_SEGMENT = Pattern.compile("(.+)\\.z(\\d{2,5})");

    static Optional<VolumeName> of(String fileName) {
        var name = fileName.toLowerCase(Locale.ROOT);
        var part = PART.matcher(name);
        if (part.matches()) {
            return numbered(
                    ArchiveFormat.RAR,
                    fileName,
                    part.end(1),
                    ".part",
                    Integer.parseInt(part.group(2)) - 1);
        }
        var old = OLD_VOLUME.matcher(name);
        if (old.matches()) {
            var number = (old.group(2).charAt(0) - 'r') * 100 + Integer.parseInt(old.group(3)) + 1;
            return numbered(ArchiveFormat.RAR, fileName, old.end(1), ".rar", number);
        }
        var split = SPLIT.matcher(name);
        if (split.matches()) {
            return numbered(
                    split.group(2).equals("7z") ? ArchiveFormat.SEVEN_ZIP : ArchiveFormat.ZIP,
                    fileName,
                    split.end(1),
                    "." + split.group(2) + ".",
                    Integer.parseInt(split.group(3)) - 1);
        }
        var segment = ZIP_SEGMENT.matcher(name);
        if (segment.matches()) {
            var number = Integer.parseInt(segment.group(2));
            return number == 0
                    ? Optional.empty()
                    : numbered(ArchiveFormat.ZIP, fileName, segment.end(1), ".zip", number);
        }
        for (var format : ArchiveFormat.values()) {
            for (var extension : format.extensions()) {
                if (name.endsWith(extension) && name.length() > extension.length()) {
                    return numbered(format, fileName, name.length() - extension.length(), extension, 0);
                }
            }
        }
        return Optional.empty();
    }

    /// Whether it is a segment of a zip other than the last: those have a name of their own and begin with a mark.
    boolean isZipSegment() {
        return format == ArchiveFormat.ZIP && set.endsWith(".zip") && number > 0;
    }

    private static Optional<VolumeName> numbered(
            ArchiveFormat format,
            String fileName,
            int end,
            String scheme,
            int number) {
        if (number < 0) {
            return Optional.empty();
        }
        var baseName = fileName.substring(0, end);
        return Optional
                .of(new VolumeName(format, baseName.toLowerCase(Locale.ROOT) + scheme, baseName, number));
    }
}
