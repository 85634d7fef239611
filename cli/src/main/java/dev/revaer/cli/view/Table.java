package dev.revaer.cli.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Rows under headings, columns aligned; no taller than its rows need and, on a terminal, no wider than the screen.
public final class Table {
    private static final String GAP = "  ";
    private static final int NARROWEST = 12;

    private final List<Column> columns;
    private final List<List<Cell>> rows = new ArrayList<>();

    /// An empty table.
    public Table(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    /// Adds a row: a cell for each column, in order.
    public void row(List<Cell> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(cells.size() + " cells for " + columns.size() + " columns");
        }
        rows.add(List.copyOf(cells));
    }

    /// The whole table with a line break after each line. On a terminal that is too narrow, columns that may be cut are,
    /// then the last ones are left out, then lines are cut.
    public String drawn(Terminal terminal) {
        int[] widths = fitted(terminal);
        var drawing = new StringBuilder();
        line(
                drawing,
                columns.stream().map(column -> new Cell(column.heading(), Paint.STRONG)).toList(),
                widths,
                terminal);
        for (List<Cell> row : rows) {
            line(drawing, row, widths, terminal);
        }
        return drawing.toString();
    }

    private int[] fitted(Terminal terminal) {
        int[] widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] = Math.max(
                    DisplayWidth.of(columns.get(i).heading()),
                    rows.stream().mapToInt(row -> DisplayWidth.of(row.get(column).text())).max().orElse(0));
        }
        if (!terminal.interactive()) {
            return widths;
        }
        for (int shown = widths.length; shown > 0; shown--) {
            int[] fewer = Arrays.copyOf(widths, shown);
            if (shrink(fewer, terminal.columns()) || shown == 1) {
                return fewer;
            }
        }
        return widths;
    }

    private boolean shrink(int[] widths, int screen) {
        int sum = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1);
        for (int i = 0; i < widths.length && sum > screen; i++) {
            if (columns.get(i).shrinks()) {
                int width = Math.min(widths[i], Math.max(NARROWEST, widths[i] - (sum - screen)));
                sum -= widths[i] - width;
                widths[i] = width;
            }
        }
        if (widths.length == 1) {
            widths[0] = Math.min(widths[0], screen);
        }
        return sum <= screen;
    }

    private void line(StringBuilder drawing, List<Cell> cells, int[] widths, Terminal terminal) {
        var line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String text = DisplayWidth.cut(cells.get(i).text(), widths[i]);
            String padding = " ".repeat(widths[i] - DisplayWidth.of(text));
            String shown = terminal.coloured() ? cells.get(i).paint().on(text) : text;
            line.append(i == 0 ? "" : GAP)
                    .append(columns.get(i).toTheRight() ? padding + shown : shown + padding);
        }
        drawing.append(line.toString().stripTrailing()).append('\n');
    }

    /// A heading and how the cells under it are set.
    ///
    /// @param shrinks gives up width when the screen is too narrow
    public record Column(String heading, boolean toTheRight, boolean shrinks) {
        /// Words, set to the left.
        public static Column text(String heading) {
            return new Column(heading, false, false);
        }

        /// Words that may be cut.
        public static Column name(String heading) {
            return new Column(heading, false, true);
        }

        /// Numbers, set to the right.
        public static Column number(String heading) {
            return new Column(heading, true, false);
        }
    }

    /// One value, made harmless.
    public record Cell(String text, Paint paint) {
        public Cell {
            text = SafeText.of(text);
        }

        /// A plain value.
        public static Cell of(String text) {
            return new Cell(text, Paint.PLAIN);
        }
    }
}
