package dev.revaer.cli.manual;

import dev.revaer.cli.RevaerCommand;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class ManPagesTest {
    @Test
    void thereIsOneForEachVerb() {
        var pages = ManPages.of(RevaerCommand.described().getCommandSpec(), "1.2");

        assertThat(pages).containsKeys("revaer.1", "revaer-add.1", "revaer-config.1", "revaer-config-set.1");
        assertThat(pages.get("revaer-config-set.1")).startsWith(".TH \"REVAER-CONFIG-SET\" 1")
                .contains(".SH NAME\nrevaer\\-config\\-set \\- Change settings")
                .contains(".SH OPTIONS\n")
                .contains("\\fB\\-\\-reason=TEXT\\fR\nKept with the revision.")
                .contains("\nrevaer config set limits.uploadBytesPerSecond=1000000\n");
    }

    @Test
    void noLineOfTextIsTakenForARequest() {
        var pages = ManPages.of(RevaerCommand.described().getCommandSpec(), "1.2");

        assertThat(pages.values()).allSatisfy(
                page -> assertThat(page.lines())
                        .filteredOn(line -> line.startsWith(".") || line.startsWith("'"))
                        .allMatch(line -> line.matches("\\.(TH|SH|nf|fi|TP|PP|BR)( .*)?")));
    }
}
