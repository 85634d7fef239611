package dev.revaer.app.setting;

import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;

import dev.revaer.api.health.HealthReport.Component;
import dev.revaer.app.secret.SecretBox;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
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
        var stale = new AtomicBoolean();
        each(kept, (secret, place) -> {
            if (!box.isCurrent(secret)
                    && (!SecretBox.isSealed(secret) || box.open(secret, place).isPresent())) {
                stale.set(true);
            }
            return secret;
        });
        return stale.get();
    }

    /// For running by: what could not be opened is empty, or left out of its list, so that it is used for nothing.
    static JsonNode usable(JsonNode document) {
        var usable = each(document, (secret, _) -> SecretBox.isSealed(secret) ? "" : secret);
        for (var place : SettingsDocument.SECRET_LISTS) {
            if (document.at(place) instanceof ArrayNode kept
                    && usable.at(place) instanceof ArrayNode secrets) {
                for (int i = kept.size() - 1; i >= 0; i--) {
                    if (SecretBox.isSealed(kept.get(i).asString(""))) {
                        secrets.remove(i);
                    }
                }
            }
        }
        return usable;
    }

    /// How the secrets of the settings that hold are.
    public Component health(LiveSettings live) {
        var set = live.known().set();
        var missing = new TreeSet<String>();
        each(set, (secret, place) -> {
            if (SecretBox.isSealed(secret)) {
                missing.add(place);
            }
            return secret;
        });
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
        for (var place : SettingsDocument.SECRET_LISTS) {
            if (changed.at(place) instanceof ArrayNode secrets) {
                for (int i = 0; i < secrets.size(); i++) {
                    if (secrets.get(i).isString()) {
                        secrets.set(i, change.apply(secrets.get(i).asString(), place));
                    }
                }
            }
        }
        return changed;
    }
}
