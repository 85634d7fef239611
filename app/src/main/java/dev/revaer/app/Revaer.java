package dev.revaer.app;

import dev.revaer.app.config.UpCommand;
import dev.revaer.app.demo.DemoCommand;
import dev.revaer.app.demo.SeedCommand;
import dev.revaer.app.rehearsal.RehearseCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The service program: `up`, `demo`, and `seed`, which `demo` runs; `rehearse` is for who installs it.
@Command(name = "revaer", subcommands = {UpCommand.class, DemoCommand.class, SeedCommand.class,
        RehearseCommand.class})
public final class Revaer {
    private Revaer() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Revaer()).execute(arguments));
    }
}
