package dev.revaer.cli.output;

import dev.revaer.cli.json.Fields;
import dev.revaer.cli.view.Table;
import dev.revaer.cli.view.Table.Cell;

/// One value of each item of a list, or of one object.
///
/// @param field where the value stands in the service's answer, such as `fsops.state`; heads the column of CSV
/// @param heading what people call it
/// @param kind how they read it
public record Column(String field, String heading, Kind kind) {
    Table.Column shape() {
        return new Table.Column(heading, kind.isToTheRight(), kind.shrinks());
    }

    Cell cell(Fields item) {
        return kind.cell(item.value(field));
    }

    String raw(Fields item) {
        return Kind.raw(item.value(field));
    }
}
