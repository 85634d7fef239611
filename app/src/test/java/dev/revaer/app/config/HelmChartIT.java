package dev.revaer.app.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The chart of `packaging/helm`, by helm itself.
class HelmChartIT {
    private static final Path CHART = Path.of("../packaging/helm/revaer");
    private static final Path ALL_VALUES = Path.of("src/test/resources/chart/all-values.yaml");

    @Test
    void passesTheStrictLinter() {
        var result = new Helm(CHART).lint().strict().call();

        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
        assertThat(result.getMessages()).noneMatch(message -> message.contains("[WARNING]"));
    }

    @Test
    void isOfTheVersionThatIsBuilt() throws IOException {
        var chart = yaml(Files.readString(CHART.resolve("Chart.yaml"))).getFirst();

        assertThat(Files.readString(Path.of("../pom.xml")))
                .contains(
                        "<artifactId>revaer</artifactId>\n  <version>" + chart.at("/version").asString()
                                + "</version>");
        assertThat(chart.at("/appVersion").asString()).isEqualTo(chart.at("/version").asString());
    }

    @Test
    void makesAStatefulSetAndTwoServicesUnlessToldMore() {
        assertThat(template().stream().map(object -> object.at("/kind").asString()))
                .containsExactlyInAnyOrder("StatefulSet", "Service", "Service");
    }

    @Test
    void makesEverythingItIsAskedFor() {
        assertThat(templateOfAll().stream().map(object -> object.at("/kind").asString()))
                .containsExactlyInAnyOrder(
                        "StatefulSet",
                        "Service",
                        "Service",
                        "Ingress",
                        "NetworkPolicy",
                        "ServiceMonitor",
                        "PrometheusRule");
    }

    @Test
    void makesObjectsThatKubernetesKnowsEachFieldOf() throws ReflectiveOperationException {
        for (var objects : List.of(template(), templateOfAll(), template("library.onDataVolume", true))) {
            for (var object : objects) {
                if (!object.at("/apiVersion").asString().startsWith("monitoring.coreos.com/")) {
                    Class.forName("io.kubernetes.client.openapi.models.V1" + object.at("/kind").asString())
                            .getMethod("validateJsonElement", JsonElement.class)
                            .invoke(null, JsonParser.parseString(object.toString()));
                }
            }
        }
    }

    @Test
    void runsOneForItsVolumes() {
        var set = one(template(), "StatefulSet");

        assertThat(set.at("/spec/replicas").asInt()).isEqualTo(1);
        assertThat(set.at("/spec/volumeClaimTemplates").findValuesAsString("name"))
                .containsExactly("data", "library");
        assertThat(mounts(set)).containsEntry("data", "/data").containsEntry("library", "/library");
    }

    @Test
    void takesVolumesThatAreThere() {
        var set = one(templateOfAll(), "StatefulSet");

        assertThat(set.at("/spec").has("volumeClaimTemplates")).isFalse();
        assertThat(set.at("/spec/template/spec/volumes").findValuesAsString("claimName"))
                .containsExactly("torrents-data", "media");
    }

    @Test
    void keepsTheLibraryOnTheDataVolumeForHardLinks() {
        var set = one(template("library.onDataVolume", true), "StatefulSet");

        assertThat(set.at("/spec/volumeClaimTemplates").findValuesAsString("name")).containsExactly("data");
        assertThat(mounts(set)).doesNotContainKey("library");
        assertThat(environment(set)).containsEntry("REVAER_LIBRARY_DIR", "/data/library");
    }

    @ParameterizedTest
    @CsvSource({"startupProbe, /livez", "livenessProbe, /livez", "readinessProbe, /readyz"})
    void isProbedAt(String probe, String path) {
        var container = container(one(template(), "StatefulSet"));

        assertThat(container.at("/" + probe + "/httpGet/path").asString()).isEqualTo(path);
        assertThat(container.at("/" + probe + "/httpGet/port").asString()).isEqualTo("http");
    }

    @Test
    void mayDoNoMoreThanItHasTo() {
        for (var objects : List.of(template(), templateOfAll())) {
            var set = one(objects, "StatefulSet");
            var pod = set.at("/spec/template/spec");
            var container = container(set).at("/securityContext");

            assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean(false)).isTrue();
            assertThat(pod.at("/securityContext/seccompProfile/type").asString()).isEqualTo("RuntimeDefault");
            assertThat(container.at("/allowPrivilegeEscalation").asBoolean(true)).isFalse();
            assertThat(container.at("/readOnlyRootFilesystem").asBoolean(false)).isTrue();
            assertThat(container.at("/capabilities").toString()).isEqualTo("{\"drop\":[\"ALL\"]}");
        }
        assertThat(one(template(), "StatefulSet").at("/spec/template/spec/securityContext/runAsUser").asInt())
                .isEqualTo(10001);
    }

    @Test
    void givesSecretsAsFiles() {
        var set = one(templateOfAll(), "StatefulSet");

        assertThat(environment(set)).containsEntry("DATABASE_URL_FILE", "/run/secrets/revaer/database-url")
                .containsEntry("REVAER_SECRET_KEY_FILE", "/run/secrets/revaer/secret-key")
                .containsEntry("REVAER_SECRET_KEY_OLD_FILE", "/run/secrets/revaer/secret-key-old")
                .doesNotContainKeys("DATABASE_URL", "REVAER_SECRET_KEY", "REVAER_SECRET_KEY_OLD");
        assertThat(mounts(set)).containsEntry("secrets", "/run/secrets/revaer");
        assertThat(set.at("/spec/template/spec/volumes").findValue("projected").findValuesAsString("path"))
                .containsExactly("database-url", "secret-key", "secret-key-old");
    }

    @Test
    void setsWhatTheServiceReads() {
        var read = Arrays.stream(StartOptions.class.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(Option.class))
                .map(field -> field.getAnnotation(Option.class).defaultValue())
                .toList();

        for (var name : environment(one(templateOfAll(), "StatefulSet")).keySet()) {
            if (!name.startsWith("JDK_")) {
                assertThat(read).anyMatch(value -> value.contains("${env:" + name + ":-"));
            }
        }
    }

    @Test
    void takesPeersByBothProtocolsOnOnePort() {
        for (var objects : List.of(template(), templateOfAll())) {
            var service = objects.stream()
                    .filter(object -> object.at("/metadata/name").asString().endsWith("-peers"))
                    .findFirst()
                    .orElseThrow();
            var ports = service.at("/spec/ports");

            assertThat(ports.findValuesAsString("protocol")).containsExactly("TCP", "UDP");
            assertThat(ports.at("/0/port").asInt()).isEqualTo(ports.at("/1/port").asInt());
            assertThat(
                    container(one(objects, "StatefulSet")).at("/ports").findValuesAsString("containerPort"))
                    .containsExactly("7070", ports.at("/0/port").asString(), ports.at("/0/port").asString());
        }
    }

    @Test
    void prefersADigestToATag() {
        assertThat(container(one(template(), "StatefulSet")).at("/image").asString()).startsWith("revaer:");
        assertThat(container(one(templateOfAll(), "StatefulSet")).at("/image").asString())
                .startsWith("images.example/revaer@sha256:");
    }

    @Test
    void bringsTheAlertRulesOfTheManual() throws IOException {
        var rules = yaml(Files.readString(Path.of("../docs/monitoring/revaer-alerts.yml"))).getFirst();

        assertThat(one(templateOfAll(), "PrometheusRule").at("/spec")).isEqualTo(rules);
    }

    @Test
    void callsItsJobAsTheAlertRulesDo() {
        var objects = templateOfAll();
        var label = one(objects, "ServiceMonitor").at("/spec/jobLabel").asString();

        assertThat(one(objects, "Service").at("/metadata/labels").get(label).asString()).isEqualTo("revaer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"replicas=2", "databse.existingSecret=a", "image.tag=a b",
            "image.digest=sha256:1",
            "image.pullPolicy=Sometimes", "data.size=much", "library.accessMode=ReadOnlyMany", "user.uid=0",
            "logFormat=xml", "bittorrent.port=70000", "service.type=ExternalName", "ingress.enabled=true",
            "probes.path=/", "serviceMonitor.interval=often", "terminationGracePeriodSeconds=1"})
    void refuses(String value) {
        var name = value.substring(0, value.indexOf('='));

        assertThatThrownBy(() -> template(name, value.substring(name.length() + 1)))
                .hasMessageContaining("values don't meet the specifications of the schema");
    }

    private static TemplateCommand command() {
        return new Helm(CHART).template().withName("one").withKubeVersion("1.33.0");
    }

    private static List<JsonNode> template() {
        return yaml(command().call());
    }

    private static List<JsonNode> template(String name, Object value) {
        return yaml(command().set(name, value).call());
    }

    private static List<JsonNode> templateOfAll() {
        return yaml(command().withValuesFile(ALL_VALUES).call());
    }

    private static List<JsonNode> yaml(String text) {
        return StreamSupport.stream(new Yaml().loadAll(text).spliterator(), false)
                .map(document -> JsonMapper.shared().<JsonNode>valueToTree(document))
                .filter(JsonNode::isObject)
                .toList();
    }

    private static JsonNode one(List<JsonNode> objects, String kind) {
        return objects.stream()
                .filter(object -> object.at("/kind").asString().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode container(JsonNode set) {
        return set.at("/spec/template/spec/containers/0");
    }

    private static Map<String, String> environment(JsonNode set) {
        return named(container(set).at("/env"), "value");
    }

    private static Map<String, String> mounts(JsonNode set) {
        return named(container(set).at("/volumeMounts"), "mountPath");
    }

    private static Map<String, String> named(JsonNode entries, String of) {
        return entries.valueStream()
                .collect(
                        Collectors
                                .toMap(
                                        entry -> entry.at("/name").asString(),
                                        entry -> entry.at("/" + of).asString()));
    }
}
