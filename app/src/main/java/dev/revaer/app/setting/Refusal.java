package dev.revaer.app.setting;

import java.util.List;

import dev.revaer.api.problem.ApiError.Fault;
import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.app.setting.SettingsTable.Row;

/// A revision that does not hold.
record Refusal(long revision, String actor, Fault fault, int faults) {
    static Refusal of(Row row, ApiException e) {
        var faults = e.error() instanceof Invalid invalid ? invalid.faults() : List.of(new Fault("", "?"));
        return new Refusal(row.mark().revision(), row.actor(), faults.getFirst(), faults.size());
    }

    @Override
    public String toString() {
        return "revision " + revision + " of the settings, by " + actor + ", is refused: "
                + (fault.pointer().isEmpty() ? "the document" : fault.pointer()) + " " + fault.detail()
                + (faults == 1 ? "" : ", and " + (faults - 1) + " more faults");
    }
}
