package dev.revaer.api.contract;

import java.util.Map;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.parameters.Parameter;

/// What stands in paths.
final class PathParameters {
    private static final String HASH = "0123456789abcdef0123456789abcdef01234567";
    private static final Map<String, Told> TOLD = Map.of(
            "hash",
            new Told(
                    "an info hash of the torrent, of v1 or v2, in hex",
                    "^([0-9a-fA-F]{40}|[0-9a-fA-F]{64})$",
                    HASH),
            "id",
            new Told("as the list tells it", "^[^/]{1,200}$", "3b241101-e2bb-4255-8caf-4136c566a962"),
            "name",
            new Told("as it was given", "^[^/]{1,100}$", "films"),
            "address",
            new Told("an IP address", "^[^/]{2,60}$", "192.0.2.7"),
            "revision",
            new Told("its number", "^[0-9]{1,18}$", "7"));

    private PathParameters() {}

    private record Told(String description, String pattern, String example) {}

    static void into(Operation operation) {
        if (operation.getParameters() != null) {
            operation.getParameters().stream().filter(PathParameters::isInPath).forEach(parameter -> {
                var told = TOLD.get(parameter.getName());
                if (told != null) {
                    parameter.description(told.description()).example(told.example());
                    parameter.getSchema().setPattern(told.pattern());
                }
            });
        }
    }

    private static boolean isInPath(Parameter parameter) {
        return parameter.getIn().equals("path");
    }
}
