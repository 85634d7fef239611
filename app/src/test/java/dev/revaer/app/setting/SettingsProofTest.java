package dev.revaer.app.setting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

/// Names for each setting the test that speaks of it, so that a new one is not forgotten. Whether that test sees the
/// setting at work is for its reader to judge: a word is all that is looked for. Settings that libtorrent has by another
/// name are in [SettingsAppliedIT], which does see them.
class SettingsProofTest {
    private static final Path TESTS = Path.of("..");
    /// Test classes by pointer, the longest that fits; after `#` what the test says in place of the setting's name.
    private static final Map<String, String> PROOFS = new TreeMap<>(
            Map.ofEntries(
                    entry("/app/immutableKeys", "SettingsHistoryIT"),
                    entry("/app/", "SettingsAtWorkIT"),
                    entry("/engine/network/bindInterface", "NetworkGuardIT"),
                    entry("/engine/network/pex", "PrivateTorrentIT"),
                    entry("/engine/network/blockedRanges", "SettingsAtWorkIT"),
                    entry("/engine/network/blocklist/url", "SettingsAtWorkIT"),
                    entry("/engine/network/blocklist/refreshEvery", "BlocklistRefreshIT#RefreshTimes"),
                    entry("/engine/network/allowPrivateUrls", "FetchRouteIT"),
                    entry("/engine/network/proxy/", "SettingsAppliedIT"),
                    entry("/engine/peers/connectionsPerTorrent", "TorrentDefaultsIT"),
                    entry("/engine/peers/uploadSlotsPerTorrent", "TorrentDefaultsIT"),
                    entry("/engine/trackers/", "SettingsAtWorkIT"),
                    entry("/engine/disk/allocation", "TorrentDefaultsIT"),
                    entry("/engine/disk/io", "SettingsAtWorkIT"),
                    entry("/engine/volume/", "FullVolumeIT"),
                    entry("/engine/directories/", "DirectoriesIT"),
                    entry("/engine/rawSettings/", "SettingsAppliedIT#rawSettings"),
                    entry("/fsops/", "FsopsSettingsIT"),
                    entry("/limits/alternative/", "LimitsIT"),
                    entry("/limits/seedGoals/", "SettingsAtWorkIT"),
                    entry("/limits/seedGoals/ratio", "SeedGoalsIT"),
                    entry("/limits/minSeedTime", "SeedGoalsIT"),
                    entry("/api/tls/", "TlsSettingsIT"),
                    entry("/api/rate/", "KeyServiceIT"),
                    entry("/api/", "ServeSettingsIT")));
    private static Map<String, String> sources;

    static Stream<String> settings() {
        return SettingsSchemaTest.leaves().keySet().stream();
    }

    @BeforeAll
    static void readTests() throws IOException {
        try (var files = Files
                .find(TESTS, 30, (file, _) -> file.toString().matches(".*/src/test/java/.*\\.java"))) {
            sources = files.collect(
                    Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            SettingsProofTest::read,
                            String::concat));
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void isSpokenOfInATest(String pointer) {
        if (sources.getOrDefault("SettingsAppliedIT", "").contains("\"" + pointer + " |")) {
            return;
        }
        var proof = PROOFS.entrySet()
                .stream()
                .filter(entry -> pointer.startsWith(entry.getKey()))
                .reduce((_, longer) -> longer)
                .map(Map.Entry::getValue)
                .orElse("");
        var test = proof.replaceFirst("#.*", "");
        var own = pointer.substring(pointer.lastIndexOf('/') + 1);

        assertThat(sources).as("the test of " + pointer).containsKey(test);
        assertThat(sources.get(test)).as(test)
                .contains(proof.contains("#") ? proof.substring(proof.indexOf('#') + 1) : own);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
