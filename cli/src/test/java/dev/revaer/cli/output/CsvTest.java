package dev.revaer.cli.output;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class CsvTest {
    @Test
    void quotesWhatMustBeQuoted() {
        assertThat(Csv.record(List.of("a", "", "b,c", "\"d\"", "e f")))
                .isEqualTo("a,,\"b,c\",\"\"\"d\"\"\",\"e f\"\n");
    }

    @Test
    void keepsARecordOnOneLine() {
        assertThat(Csv.record(List.of("a\nb", "\u001b[2J"))).isEqualTo("a\\u000ab,\\u001b[2J\n");
    }
}
