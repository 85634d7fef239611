package dev.revaer.api.setup;

import java.util.ArrayList;

import dev.revaer.api.key.KeyLabel;
import dev.revaer.api.problem.ApiError.Fault;
import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// What Revaer is set up with.
///
/// @param label of the first API key; `admin` if absent
/// @param settings a JSON merge patch over the defaults; none if absent
record CompleteRequest(
        @Nullable String label,
        @Nullable JsonNode settings) {
    private static final String USUAL_LABEL = "admin";

    /// @throws ApiException with [Invalid] naming all faults
    CompleteRequest checked() {
        var faults = new ArrayList<Fault>();
        var name = KeyLabel.check(label == null ? USUAL_LABEL : label, faults);
        var patch = settings == null || settings.isNull() ? JsonNodeFactory.instance.objectNode() : settings;
        if (!patch.isObject()) {
            faults.add(new Fault("/settings", "must be an object"));
        }
        if (!faults.isEmpty()) {
            throw new ApiException(new Invalid(faults));
        }
        return new CompleteRequest(name, patch);
    }
}
