package dev.revaer.app.setting;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.app.document.Documents;
import dev.revaer.app.secret.SecretBox;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The settings as JSON: what was set, laid over the defaults.
final class SettingsDocument {
    /// Stands where a secret is; sent back, it leaves the secret as it is.
    static final String MASK = "********";

    /// As they are once they are read from text: numbers of different types are never equal.
    private static final JsonNode DEFAULTS = Documents.STRICT
            .readTree(Documents.STRICT.writeValueAsString(Settings.USUAL));
    /// Where secrets stand. They are masked when shown and sealed when kept.
    static final List<String> SECRETS = List
            .of("/engine/network/proxy/password", "/fsops/hooks/webhook/secret");
    /// Where lists of secrets stand; each in them is like those. The mask of the second is `********2`.
    static final List<String> SECRET_LISTS = List.of("/fsops/archives/passwords");
    private static final Pattern NUMBERED_MASK = Pattern.compile("\\*{8}([1-9][0-9]{0,2})?");

    private SettingsDocument() {}

    /// Applies a merge patch (RFC 7396): null takes a member away.
    static ObjectNode merge(ObjectNode base, JsonNode patch) {
        var merged = base.deepCopy();
        for (var member : patch.properties()) {
            var name = member.getKey();
            var value = member.getValue();
            if (value.isNull()) {
                merged.remove(name);
            } else if (value.isObject()) {
                var inner = merged.get(name) instanceof ObjectNode object
                        ? object
                        : Documents.STRICT.createObjectNode();
                merged.set(name, merge(inner, value));
            } else {
                merged.set(name, value);
            }
        }
        return merged;
    }

    /// What was set, with defaults for all else.
    static ObjectNode whole(ObjectNode set) {
        return merge((ObjectNode) DEFAULTS, set);
    }

    /// Without its secrets.
    static ObjectNode masked(ObjectNode document) {
        var masked = document.deepCopy();
        for (var secret : SECRETS) {
            var slash = secret.lastIndexOf('/');
            if (masked.at(secret).isString()
                    && masked.at(secret.substring(0, slash)) instanceof ObjectNode parent) {
                parent.put(secret.substring(slash + 1), MASK);
            }
        }
        for (var list : SECRET_LISTS) {
            if (masked.at(list) instanceof ArrayNode secrets) {
                for (int i = 0; i < secrets.size(); i++) {
                    secrets.set(i, MASK + (i + 1));
                }
            }
        }
        return masked;
    }

    /// A patch in which masked secrets are not mentioned.
    ///
    /// @throws ApiException with [Invalid] for a secret that looks sealed
    static ObjectNode unmasked(ObjectNode patch) {
        var unmasked = patch.deepCopy();
        for (var secret : SECRETS) {
            var slash = secret.lastIndexOf('/');
            if (SecretBox.isSealed(unmasked.at(secret).asString(""))) {
                throw new ApiException(Invalid.at(secret, "must not begin with " + SecretBox.MARK));
            }
            if (unmasked.at(secret).asString("").equals(MASK)
                    && unmasked.at(secret.substring(0, slash)) instanceof ObjectNode parent) {
                parent.remove(secret.substring(slash + 1));
            }
        }
        for (var list : SECRET_LISTS) {
            for (var secret : unmasked.at(list)) {
                if (SecretBox.isSealed(secret.asString(""))) {
                    throw new ApiException(Invalid.at(list, "must not begin with " + SecretBox.MARK));
                }
            }
        }
        return unmasked;
    }

    /// A patch whose masked secrets in lists are those that they stand for.
    ///
    /// @param set what the patch is for
    /// @throws ApiException with [Invalid] for a mask that stands for none
    static ObjectNode recalled(ObjectNode patch, ObjectNode set) {
        var recalled = patch.deepCopy();
        for (var list : SECRET_LISTS) {
            if (recalled.at(list) instanceof ArrayNode secrets) {
                for (int i = 0; i < secrets.size(); i++) {
                    var mask = NUMBERED_MASK.matcher(secrets.get(i).asString(""));
                    if (mask.matches()) {
                        secrets.set(i, secret(set.at(list), mask.group(1), list + "/" + i));
                    }
                }
            }
        }
        return recalled;
    }

    private static JsonNode secret(JsonNode secrets, @Nullable String number, String pointer) {
        var secret = number == null ? null : secrets.get(Integer.parseInt(number) - 1);
        if (secret == null) {
            throw new ApiException(Invalid.at(pointer, "stands for no secret that is set"));
        }
        return secret;
    }

    /// JSON Pointers to the values that differ.
    static List<String> changed(JsonNode before, JsonNode after) {
        var pointers = new ArrayList<String>();
        collect("", before, after, pointers);
        return pointers;
    }

    /// Each value that differs, before and after: `[{pointer, before, after}]`.
    static ArrayNode changes(List<String> changed, JsonNode before, JsonNode after) {
        var changes = Documents.STRICT.createArrayNode();
        for (var pointer : changed) {
            var change = changes.addObject().put("pointer", pointer);
            change.set("before", before.at(pointer));
            change.set("after", after.at(pointer));
        }
        return changes;
    }

    private static void collect(String path, JsonNode before, JsonNode after, List<String> pointers) {
        if (before.equals(after)) {
            return;
        }
        if (!before.isObject() || !after.isObject()) {
            pointers.add(path);
            return;
        }
        Set<String> names = new TreeSet<>(before.propertyNames());
        names.addAll(after.propertyNames());
        for (var name : names) {
            collect(path + "/" + name, before.path(name), after.path(name), pointers);
        }
    }
}
