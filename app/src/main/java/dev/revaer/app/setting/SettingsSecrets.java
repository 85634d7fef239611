package dev.revaer.app.setting;

import java.util.function.BiFunction;

import dev.revaer.api.health.HealthReport.Component;
import dev.revaer.app.secret.SecretBox;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Seals the secrets of a document before it is kept and opens them when it is read. What cannot be opened stays as it is:
/// it is kept again unchanged, and whoever runs by it gets an empty text.
public final class SettingsSecrets {
    private final SecretBox box;

    public SettingsSecrets(SecretBox box) {
        this.box = box;
    }

    /// For keeping.
    JsonNode seal(JsonNode document) {
        return each(
                document,
                (secret, place) -> SecretBox.isSealed(secret) ? secret : box.seal(secret, place));
    }

    /// For knowing.
    JsonNode open(JsonNode document) {
        return each(
                document,
                (secret, place) -> SecretBox.isSealed(secret)
                        ? box.open(secret, place).orElse(secret)
                        : secret);
    }

    /// Whether a document holds a secret in clear, or one sealed with an old key that is here.
    boolean isStale(JsonNode kept) {
        return SettingsDocument.SECRETS.stream().anyMatch(place -> {
            var secret = kept.at(place);
            return secret.isString() && !box.isCurrent(secret.asString())
                    && (!SecretBox.isSealed(secret.asString())
                            || box.open(secret.asString(), place).isPresent());
        });
    }

    /// For running by: what could not be opened is empty, so that it is used for nothing.
    static JsonNode usable(JsonNode document) {
        return each(document, (secret, _) -> SecretBox.isSealed(secret) ? "" : secret);
    }

    /// How the secrets of the settings that hold are.
    public Component health(LiveSettings live) {
        var set = live.known().set();
        var missing = SettingsDocument.SECRETS.stream()
                .filter(place -> SecretBox.isSealed(set.at(place).asString("")))
                .toList();
        return missing.isEmpty()
                ? Component.up("all can be read")
                : Component.degraded(
                        String.join(", ", missing) + " cannot be read with the keys that are here",
                        "Start with the key it was sealed with in REVAER_SECRET_KEY_OLD or as another line of secret.key in the data directory,"
                                + " or set it anew by PATCH /v1/config.");
    }

    private static JsonNode each(JsonNode document, BiFunction<String, String, String> change) {
        var changed = document.deepCopy();
        for (var place : SettingsDocument.SECRETS) {
            var slash = place.lastIndexOf('/');
            if (changed.at(place).isString()
                    && changed.at(place.substring(0, slash)) instanceof ObjectNode parent) {
                var name = place.substring(slash + 1);
                parent.put(name, change.apply(parent.get(name).asString(), place));
            }
        }
        return changed;
    }
}
