package dev.revaer.app.setting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.revaer.api.problem.ApiError.Fault;
import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.app.document.Documents;
import dev.revaer.engine.RawSettings;
import dev.revaer.engine.network.ProxySettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/// The schema and the records say the same.
class SettingsSchemaTest {
    private static final ObjectNode NOTHING = Documents.STRICT.createObjectNode();
    private static final String PROXY = "/engine/network/proxy";
    /// Defaults of these are libtorrent's.
    static final String RAW = "/engine/rawSettings/";

    /// Each setting that is a single value or a list, by pointer.
    static Map<String, JsonNode> leaves() {
        var leaves = new TreeMap<String, JsonNode>();
        collect("", SettingsSchema.document(), leaves);
        return leaves;
    }

    static Stream<String> bounded() {
        return leaves().entrySet()
                .stream()
                .filter(leaf -> leaf.getValue().has("minimum") && leaf.getValue().has("maximum"))
                .map(Map.Entry::getKey);
    }

    @Test
    void knowsTheMembersOfTheRecordsAndNoOthers() {
        var members = new ArrayList<String>();
        members(SettingsDocument.whole(NOTHING), "", members);
        for (var component : ProxySettings.class.getRecordComponents()) {
            members.add(PROXY + "/" + component.getName());
        }
        members.remove(PROXY);
        RawSettings.types().keySet().forEach(name -> members.add(RAW + name));
        members.remove("/engine/rawSettings");

        assertThat(leaves().keySet()).containsExactlyInAnyOrderElementsOf(members);
    }

    @ParameterizedTest
    @CsvSource({"/engine/network,true", "/engine/network/dht,true", "/engine/*/dht,true", "/*,true",
            "/engine/network/proxy/host,true", "/engine/rawSettings/*,true", "/fsops/profiles/films,true",
            "/app/logLevels/root,true", "/engine/network/**,false", "/engine/netwerk,false",
            "/engine/network/dht/x,false", "/engine/*/colour,false", "/*/*/*/*/*/*,false"})
    void knowsWhatCanBeMadeImmutable(String pattern, boolean isKnown) {
        assertThat(SettingsSchema.knows(pattern)).isEqualTo(isKnown);
    }

    @Test
    void knowsTheDefaults() {
        var usual = SettingsDocument.whole(NOTHING);

        leaves().forEach((pointer, leaf) -> {
            if (!pointer.startsWith(PROXY + "/") && !pointer.startsWith(RAW)) {
                assertThat(leaf.get("default")).as(pointer).isEqualTo(usual.at(pointer));
            }
        });
    }

    @Test
    void describesEverySettingAndSaysWhenItApplies() {
        leaves().forEach((pointer, leaf) -> {
            assertThat(leaf.path("description").asString()).as(pointer).endsWith(".");
            assertThat(leaf.path("x-applies").asString()).as(pointer).isIn("live", "restart");
        });
    }

    @ParameterizedTest
    @MethodSource("bounded")
    void hasTheBoundsOfTheRecords(String pointer) {
        var leaf = SettingsSchema.document()
                .at(pointer.replace("/", "/properties/"));
        var least = leaf.get("minimum").asLong();
        var most = leaf.get("maximum").asLong();

        for (var good : List.of(least, most)) {
            assertThat(at(SettingsReader.read(set(pointer, good)), pointer).asLong()).isEqualTo(good);
        }
        for (var bad : List.of(least - 1, most + 1)) {
            assertThat(faults(set(pointer, bad))).extracting(Fault::pointer).containsExactly(pointer);
            assertThatThrownBy(
                    () -> Documents.STRICT.treeToValue(
                            SettingsDocument.whole(set(pointer, bad)),
                            Settings.class))
                    .isInstanceOf(JacksonException.class);
        }
    }

    @Test
    void refusesNumbersThatNoFieldHolds() {
        var bad = (ObjectNode) Documents.STRICT.readTree("""
                {"limits": {"uploadBytesPerSecond": 1e308}, "a/b": [1, {"~": -19223372036854775809}]}""");

        assertThat(faults(bad)).extracting(Fault::pointer)
                .containsExactly("/limits/uploadBytesPerSecond", "/a~1b/1/~0");
        assertThat(
                faults(
                        (ObjectNode) Documents.STRICT
                                .readTree("{\"limits\": {\"seedGoals\": {\"ratio\": 0.9}}}")))
                .isEmpty();
    }

    @Test
    void namesAllFaultsAtOnceAndWhatWouldBeTaken() {
        var bad = (ObjectNode) Documents.STRICT.readTree("""
                {"colour": 1,
                 "limits": {"downloadBytesPerSecond": "x", "uploadBytesPerSecond": -1, "minSeedTime": "soon"},
                 "engine": {"network": {"encryption": "maybe", "listen": ["0.0.0.0:6881", "nowhere"],
                                        "proxy": {"host": "", "port": 0}}}}""");

        assertThat(faults(bad)).extracting(fault -> fault.pointer() + " " + fault.detail())
                .containsExactlyInAnyOrder(
                        "/colour unknown; known are app, engine, fsops, limits, api",
                        "/limits/downloadBytesPerSecond must be an integer",
                        "/limits/uploadBytesPerSecond must be from 0 to 2147483647, not -1",
                        "/limits/minSeedTime must be a duration: PT30M, PT24H or P7D",
                        "/engine/network/encryption must be one of disable or prefer or require",
                        "/engine/network/listen/1 must be an address and a port: 0.0.0.0:6881 or [::]:6881",
                        "/engine/network/proxy/host must be at least 1 characters long",
                        "/engine/network/proxy/type must be given",
                        "/engine/network/proxy/port must be from 1 to 65535, not 0");
    }

    @Test
    void tellsWhatDoesNotFitTogether() {
        var zone = set("/limits/alternative/schedule/timeZone", "Europe/Atlantis");

        assertThat(faults(zone)).containsExactly(
                new Fault(
                        "/limits/alternative/schedule/timeZone",
                        "is no ZoneId that is known: Europe/Atlantis"));
    }

    private static List<Fault> faults(ObjectNode set) {
        try {
            SettingsReader.read(set);
            return List.of();
        } catch (ApiException e) {
            return assertThat(e.error()).asInstanceOf(type(Invalid.class)).actual().faults();
        }
    }

    private static JsonNode at(Settings settings, String pointer) {
        return Documents.STRICT.valueToTree(settings).at(pointer);
    }

    static ObjectNode set(String pointer, Object value) {
        var set = Documents.STRICT.createObjectNode();
        var node = set;
        if (pointer.startsWith(PROXY + "/")) {
            node = set.withObject(PROXY)
                    .put("type", "http")
                    .put("host", "h")
                    .put("port", 1)
                    .put("killSwitch", true);
        } else {
            var slash = pointer.lastIndexOf('/');
            node = slash == 0 ? set : set.withObject(pointer.substring(0, slash));
        }
        node.set(pointer.substring(pointer.lastIndexOf('/') + 1), Documents.STRICT.valueToTree(value));
        return set;
    }

    private static void collect(String pointer, JsonNode schema, Map<String, JsonNode> leaves) {
        for (var member : schema.path("properties").properties()) {
            var child = pointer + "/" + member.getKey();
            if (member.getValue().has("properties")) {
                collect(child, member.getValue(), leaves);
            } else {
                leaves.put(child, member.getValue());
            }
        }
    }

    private static void members(JsonNode node, String pointer, List<String> members) {
        for (var member : node.properties()) {
            var child = pointer + "/" + member.getKey();
            if (member.getValue().isObject() && !member.getValue().isEmpty()) {
                members(member.getValue(), child, members);
            } else {
                members.add(child);
            }
        }
    }
}
