package dev.revaer.app.foreign;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assumptions.assumeThat;

/// A program that comes in a package of Debian.
enum ForeignProgram {
    QBITTORRENT("qbittorrent-nox", "qbittorrent-nox"), TRANSMISSION("transmission-daemon",
            "transmission-daemon"), ARIA2("aria2c", "aria2"), OPENTRACKER("opentracker", "opentracker");

    private static final Logger LOG = LoggerFactory.getLogger(ForeignProgram.class);

    private final String command;
    private final String debianPackage;

    ForeignProgram(String command, String debianPackage) {
        this.command = command;
        this.debianPackage = debianPackage;
    }

    /// Logs what to install, lest nobody notice that tests are skipped.
    static void tellWhatIsMissing() {
        for (var program : values()) {
            if (program.find().isEmpty()) {
                LOG.warn("{}: its tests are skipped", program.absence());
            }
        }
    }

    /// Where it is; without it the test is skipped, which says what to install.
    String require() {
        var found = find();
        assumeThat(found).as(absence()).isPresent();
        return found.orElseThrow().toString();
    }

    private String absence() {
        return command + " is missing; it is in Debian's package " + debianPackage;
    }

    private Optional<Path> find() {
        return Pattern.compile(File.pathSeparator)
                .splitAsStream(System.getenv("PATH"))
                .map(directory -> Path.of(directory, command))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
