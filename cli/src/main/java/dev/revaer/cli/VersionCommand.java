package dev.revaer.cli;

import java.util.concurrent.Callable;

import dev.revaer.cli.session.Session;
import picocli.CommandLine.Command;

/// `revaer version`.
@Command(name = "version", header = "Print the version of this command.", footerHeading = "%nExamples:%n", footer = {
        "  revaer version",
        "  revaer version -o json"})
final class VersionCommand implements Callable<Integer> {
    private final Session session;

    VersionCommand(Session session) {
        this.session = session;
    }

    /// The version of the jar.
    static String version() {
        String version = VersionCommand.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public Integer call() {
        session.console()
                .line(session.isJson() ? "{\"version\":\"" + version() + "\"}" : "revaer " + version());
        return 0;
    }
}
