package dev.revaer.cli.output;

import java.util.List;

import dev.revaer.cli.json.Fields;
import dev.revaer.cli.view.Console;
import dev.revaer.cli.view.SafeText;
import dev.revaer.cli.view.Table;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Writes what a verb has to tell in the format that was asked for. JSON is the service's own answer, on one line.
public final class Output {
    private final Console console;
    private final OutputFormat format;
    private final boolean quiet;

    /// @param quiet people want only what a script needs
    public Output(Console console, OutputFormat format, boolean quiet) {
        this.console = console;
        this.format = format;
        this.quiet = quiet;
    }

    /// Writes the `items` of an answer.
    ///
    /// @param essential the field of an item that is enough where quiet is wanted
    /// @param nothing what people are told where there are no items
    public void list(Fields answer, List<Column> columns, String essential, String nothing) {
        list(answer, answer.each("items"), columns, essential, nothing);
    }

    /// Writes items that stand elsewhere in an answer.
    public void list(
            Fields answer,
            List<Fields> items,
            List<Column> columns,
            String essential,
            String nothing) {
        switch (format) {
            case JSON -> json(answer.json());
            case CSV -> csv(columns, items);
            case TABLE -> {
                if (quiet) {
                    items.forEach(item -> essential(item, essential));
                } else if (items.isEmpty()) {
                    console.line(nothing);
                } else {
                    console.print(drawn(items, columns));
                }
            }
        }
    }

    /// Writes one object, for people a line for each fact that is known.
    ///
    /// @param essential the field that is enough where quiet is wanted
    public void object(Fields answer, List<Column> facts, String essential) {
        switch (format) {
            case JSON -> json(answer.json());
            case CSV -> csv(facts, List.of(answer));
            case TABLE -> {
                if (quiet) {
                    essential(answer, essential);
                } else {
                    facts(answer, facts);
                }
            }
        }
    }

    /// Begins a list whose items are told one by one as they come.
    public void begin(List<Column> columns) {
        if (format == OutputFormat.CSV) {
            csv(columns, List.of());
        }
    }

    /// Tells one of them: JSON is a line for each.
    public void item(Fields item, List<Column> columns, String essential) {
        switch (format) {
            case JSON -> json(item.json());
            case CSV -> console.print(Csv.record(columns.stream().map(column -> column.raw(item)).toList()));
            case TABLE -> essential(item, essential);
        }
    }

    /// Says that something was done: to people in words, to programs with the answer, if there is one.
    public void done(String words, @Nullable Fields answer) {
        if (format == OutputFormat.JSON) {
            if (answer != null) {
                json(answer.json());
            }
        } else if (!quiet) {
            console.line(SafeText.of(words));
        }
    }

    /// Items as a table, to be shown again and again.
    public String drawn(List<Fields> items, List<Column> columns) {
        var table = new Table(columns.stream().map(Column::shape).toList());
        items.forEach(item -> table.row(columns.stream().map(column -> column.cell(item)).toList()));
        return table.drawn(console.terminal());
    }

    /// Writes JSON on one line.
    public void json(JsonNode json) {
        console.line(SafeText.json(json.toString()));
    }

    private void essential(Fields item, String field) {
        console.line(SafeText.of(Kind.raw(item.value(field))));
    }

    private void csv(List<Column> columns, List<Fields> items) {
        var text = new StringBuilder(Csv.record(columns.stream().map(Column::field).toList()));
        items.forEach(
                item -> text.append(Csv.record(columns.stream().map(column -> column.raw(item)).toList())));
        console.print(text.toString());
    }

    private void facts(Fields answer, List<Column> facts) {
        int width = facts.stream().mapToInt(fact -> fact.heading().length()).max().orElse(0);
        var text = new StringBuilder();
        for (Column fact : facts) {
            var cell = fact.cell(answer);
            if (!cell.text().equals("-")) {
                text.append(fact.heading())
                        .repeat(' ', width + 2 - fact.heading().length())
                        .append(console.painted(cell.paint(), cell.text()))
                        .append('\n');
            }
        }
        console.print(text.toString());
    }
}
