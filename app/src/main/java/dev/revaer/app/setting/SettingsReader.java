package dev.revaer.app.setting;

import java.util.List;

import dev.revaer.api.problem.ApiError.Fault;
import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.app.document.Documents;
import dev.revaer.engine.BadValueException;
import dev.revaer.fsops.BadSettingException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.node.ObjectNode;

/// Turns a document into settings, or says everything that is wrong with it.
final class SettingsReader {
    private SettingsReader() {}

    /// @param set what differs from the defaults
    /// @throws ApiException with [Invalid]: all that the schema finds, or else the first thing that does not fit together
    static Settings read(JsonNode set) {
        if (!(set instanceof ObjectNode object)) {
            throw new ApiException(Invalid.at("", "must be an object"));
        }
        var whole = SettingsSecrets.usable(SettingsDocument.whole(object));
        var faults = SettingsSchema.faults(whole);
        if (!faults.isEmpty()) {
            throw new ApiException(new Invalid(faults));
        }
        try {
            return Documents.STRICT.treeToValue(whole, Settings.class);
        } catch (DatabindException e) {
            throw new ApiException(new Invalid(List.of(fault(e))), e);
        } catch (JacksonException e) {
            throw new ApiException(Invalid.at("", String.valueOf(e.getOriginalMessage())), e);
        }
    }

    private static Fault fault(DatabindException e) {
        var pointer = new StringBuilder();
        for (var step : e.getPath()) {
            pointer.append('/')
                    .append(step.getPropertyName() == null ? step.getIndex() : step.getPropertyName());
        }
        return switch (e) {
            case DatabindException refused when refused.getCause() instanceof BadValueException bad ->
                new Fault(pointer + "/" + bad.field(), bad.reason());
            case DatabindException refused when refused.getCause() instanceof BadSettingException bad ->
                new Fault(pointer + "/" + bad.field(), bad.reason());
            case InvalidFormatException unknown -> new Fault(
                    pointer.toString(),
                    "is no " + unknown.getTargetType().getSimpleName() + " that is known: "
                            + unknown.getValue());
            default -> new Fault(pointer.toString(), "not a value that is taken here");
        };
    }
}
