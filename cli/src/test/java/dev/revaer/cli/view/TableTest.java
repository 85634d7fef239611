package dev.revaer.cli.view;

import java.util.List;

import dev.revaer.cli.view.Table.Cell;
import dev.revaer.cli.view.Table.Column;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

final class TableTest {
    private final Table table = new Table(List.of(Column.name("NAME"), Column.number("N")));

    @Test
    void alignsByWhatIsSeen() {
        table.row(List.of(Cell.of("映画"), Cell.of("1")));
        table.row(List.of(Cell.of("e\u0301a"), Cell.of("22")));

        assertThat(table.drawn(new Terminal(false, false, 80)))
                .isEqualTo("NAME   N\n映画   1\ne\u0301a    22\n");
    }

    @Test
    void cutsNamesOnANarrowScreen() {
        table.row(List.of(Cell.of("x".repeat(100)), Cell.of("1")));

        assertThat(table.drawn(new Terminal(true, false, 30)).lines()).allMatch(line -> line.length() <= 30)
                .anyMatch(line -> line.contains("…"));
        assertThat(table.drawn(new Terminal(false, false, 30))).contains("x".repeat(100));
    }

    @Test
    void refusesRowsOfAnotherLength() {
        assertThatThrownBy(() -> table.row(List.of(Cell.of("x"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void coloursWithoutChangingTheWidth() {
        table.row(List.of(new Cell("a", Paint.BAD), Cell.of("1")));

        assertThat(table.drawn(new Terminal(true, true, 80))).contains("\u001b[31ma\u001b[0m     1");
    }
}
