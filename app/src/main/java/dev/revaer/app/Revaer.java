package dev.revaer.app;

import dev.revaer.app.config.DoctorCommand;
import dev.revaer.app.config.UpCommand;
import dev.revaer.app.demo.DemoCommand;
import dev.revaer.app.demo.SeedCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The service program: `up`, `doctor`, `demo`, and `seed`, which `demo` runs.
@Command(name = "revaer", subcommands = {UpCommand.class, DoctorCommand.class, DemoCommand.class,
        SeedCommand.class})
public final class Revaer {
    private Revaer() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Revaer()).execute(arguments));
    }
}
