package dev.revaer.cli;

import java.io.IOException;
import java.nio.file.Path;

import dev.revaer.cli.manual.ManPages;

/// Writes the pages of the manual into the directory that is given; the build does.
final class Manual {
    private Manual() {}

    public static void main(String[] arguments) throws IOException {
        ManPages.write(
                RevaerCommand.described().getCommandSpec(),
                VersionCommand.version(),
                Path.of(arguments[0]));
    }
}
