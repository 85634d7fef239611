package dev.revaer.fsops.external;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import dev.revaer.fsops.archive.ArchiveFormat;

/// A program that unpacks archives, in the order in which they are asked.
enum ExternalTool {
    SEVEN_ZIP("7zz 7z", "ARJ LZH CAB") {
        @Override
        List<String> arguments(Path archive, Path into) {
            return List.of("x", "-y", "-bd", "-bb0", "-spd", "-mmt=2", "-o" + into, "--", archive.toString());
        }
    },
    UNAR("unar", "ARJ LZH CAB ACE") {
        @Override
        List<String> arguments(Path archive, Path into) {
            return List.of("-q", "-nr", "-D", "-s", "-o", into.toString(), archive.toString());
        }
    },
    BSDTAR("bsdtar", "LZH CAB") {
        @Override
        List<String> arguments(Path archive, Path into) {
            return List.of(
                    "-x",
                    "--no-same-owner",
                    "--no-same-permissions",
                    "-f",
                    archive.toString(),
                    "-C",
                    into.toString());
        }
    };

    /// What is read in process goes to a program only where it is made in an unusual way; each of them knows some.
    private static final Set<ArchiveFormat> IN_PROCESS = EnumSet
            .of(ArchiveFormat.ZIP, ArchiveFormat.SEVEN_ZIP, ArchiveFormat.RAR);

    private final String names;
    private final String formats;

    ExternalTool(String names, String formats) {
        this.names = names;
        this.formats = formats;
    }

    /// What it may be called, the best first.
    List<String> names() {
        return List.of(names.split(" ", -1));
    }

    boolean unpacks(ArchiveFormat format) {
        return List.of(formats.split(" ", -1)).contains(format.name()) || IN_PROCESS.contains(format);
    }

    /// All it is told. The paths are absolute, so that none is taken for an option.
    abstract List<String> arguments(Path archive, Path into);

    /// What would be enough for a format, in the order in which they are asked.
    static List<String> namesFor(ArchiveFormat format) {
        return Arrays.stream(values())
                .filter(tool -> tool.unpacks(format))
                .map(tool -> tool.names().getLast())
                .toList();
    }
}
