package dev.revaer.cli;

import java.util.Locale;
import java.util.concurrent.Callable;

import dev.revaer.cli.manual.FishCompletion;
import dev.revaer.cli.manual.ZshCompletion;
import dev.revaer.cli.session.Session;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `revaer completion`.
@Command(name = "completion", header = "Print what a shell needs to complete verbs and options.", description = {
        "",
        "For good: the line for your shell in ~/.bashrc or ~/.zshrc; for fish, the output in",
        "~/.config/fish/completions/revaer.fish."}, footerHeading = "%nExamples:%n", footer = {
                "  revaer completion bash > revaer.bash  # then: source revaer.bash",
                "  revaer completion zsh > revaer.zsh",
                "  revaer completion fish > revaer.fish"})
final class CompletionCommand implements Callable<Integer> {
    private final Session session;

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    private Shell shell = Shell.BASH;

    CompletionCommand(Session session) {
        this.session = session;
    }

    /// A shell that completes.
    enum Shell {
        BASH, ZSH, FISH;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() {
        var described = RevaerCommand.described();
        session.console().print(switch (shell) {
            case BASH -> AutoComplete.bash("revaer", described);
            case ZSH -> ZshCompletion.of(AutoComplete.bash("revaer", described));
            case FISH -> FishCompletion.of(described.getCommandSpec());
        });
        return 0;
    }
}
