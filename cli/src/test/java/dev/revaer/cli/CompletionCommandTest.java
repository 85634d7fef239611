package dev.revaer.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class CompletionCommandTest {
    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void knowsVerbsAndOptions(String shell) {
        var outcome = new CommandRun().run("completion", shell);

        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("complete -F _complete_revaer", "--resume-file");
    }

    @Test
    void liesWhereZshLooksForIt() {
        var outcome = new CommandRun().run("completion", "zsh");

        assertThat(outcome.out()).startsWith("#compdef revaer\n").contains("compopt() { return 0 }");
    }

    @Test
    void tellsFishWhatEachIsFor() {
        var outcome = new CommandRun().run("completion", "fish");

        assertThat(outcome.out()).contains(
                "complete -c revaer -n '__revaer_at \"\"' -a 'config' -d 'Show and change the service\\'s settings.'",
                "complete -c revaer -n '__revaer_at \"config set\"' -l reason -r -F -d 'Kept with the revision.'",
                "-x -a 'table json csv'");
    }

    @Test
    void knowsNoOtherShell() {
        var outcome = new CommandRun().run("completion", "tcsh");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("tcsh", "BASH");
    }
}
