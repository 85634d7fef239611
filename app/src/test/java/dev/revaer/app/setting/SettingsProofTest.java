package dev.revaer.app.setting;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

import static org.assertj.core.api.Assertions.assertThat;

/// Each setting has a test that sets it over HTTP and sees it at work: in the running session, on disk, on the wire or in
/// an answer. Most are rows of tables that are run against one service; the others are named here. What is refused is in
/// [SettingsAppliedIT], for all of them.
class SettingsProofTest {
    private static final String HOUSE = "dev.revaer.app.";
    /// Tests whose rows begin with a setting.
    private static final List<String> TABLES = List
            .of("setting.SettingsAppliedIT#runsWithWhatIsSet", "OpenSettingsIT#switchesOffAndOn");
    /// Goes through all below it that the schema knows.
    private static final String RAW = "setting.SettingsAppliedIT#setsEverySettingOfLibtorrentThatIsTaken";

    /// A test, and the settings below a pointer that it shows.
    private record Proof(String test, String parent, List<String> settings) {
        Proof(String test, String parent, String... settings) {
            this(test, parent, List.of(settings));
        }
    }

    private static final List<Proof> PROOFS = List.of(
            new Proof("setting.SettingsHistoryIT#leavesImmutableSettingsAsTheyAre", "/app", "immutableKeys"),
            new Proof("setting.SettingsAtWorkIT#keepsNoMoreRevisionsThanItIsTold", "/app", "revisionsKept"),
            new Proof(
                    "setting.SettingsAtWorkIT#keepsNoMoreEventsAndAuditEntriesThanItIsTold",
                    "/app",
                    "eventsKept/entries",
                    "auditKept/entries"),
            new Proof(
                    "setting.SettingsAtWorkIT#forgetsEventsAndAuditEntriesThatAreTooOld",
                    "/app",
                    "eventsKept/days",
                    "auditKept/days"),
            new Proof("setting.SettingsAtWorkIT#logsMoreOrLess", "/app", "logLevels"),
            new Proof(
                    "trace.TracingIT#recordsWhatTheRatioAndTheCallerSay",
                    "/app/tracing",
                    "otlpEndpoint",
                    "sampleRatio"),
            new Proof("OpenSettingsIT#listensWhereItIsTold", "/engine/network", "listen"),
            new Proof("OpenSettingsIT#exchangesPeersIfItMay", "/engine/network", "pex"),
            new Proof(
                    "OpenSettingsIT#fetchesFromPrivateAddressesIfItMay",
                    "/engine/network",
                    "allowPrivateUrls"),
            new Proof(
                    "setting.SettingsAppliedIT#goesByTheProxyAndHidesItsPassword",
                    "/engine/network/proxy",
                    "type",
                    "host",
                    "port",
                    "username",
                    "peers",
                    "trackers",
                    "hostnames"),
            new Proof(
                    "setting.SwarmSettingsIT#announcesByTheProxyWithNameAndPassword",
                    "/engine/network/proxy",
                    "password"),
            new Proof("network.NetworkGuardIT#waitsForTheProxy", "/engine/network/proxy", "killSwitch"),
            new Proof(
                    "setting.SwarmSettingsIT#blocksAddressesOfTheSettingsAndOfAList",
                    "/engine/network",
                    "blockedRanges",
                    "blocklist/url"),
            new Proof(
                    "setting.SwarmSettingsIT#asksForTheListAsOftenAsItIsTold",
                    "/engine/network",
                    "blocklist/refreshEvery"),
            new Proof(
                    "setting.SwarmSettingsIT#connectsATorrentToSoManyPeers",
                    "/engine/peers",
                    "connectionsPerTorrent"),
            new Proof(
                    "setting.SwarmSettingsIT#sendsToSoManyPeersOfATorrent",
                    "/engine/peers",
                    "uploadSlotsPerTorrent"),
            new Proof(
                    "setting.SwarmSettingsIT#givesTrackersToTorrentsThatAreNotPrivate",
                    "/engine/trackers",
                    "added",
                    "replaceOthers"),
            new Proof("OpenSettingsIT#reachesFilesAsItIsTold", "/engine/disk", "allocation", "io"),
            new Proof(
                    "setting.SettingsAtWorkIT#keepsSpaceFreeAndAMarginForWhoWaits",
                    "/engine/volume",
                    "minFreeSpaceBytes",
                    "marginBytes"),
            new Proof(
                    "directory.DirectoriesIT#takesTheUsualDirectoryWhereNoneIsNamed",
                    "/engine/directories",
                    "downloads"),
            new Proof(
                    "directory.DirectoriesIT#downloadsToTheIncompleteDirectoryAndGoesWhereItBelongsOnceComplete",
                    "/engine/directories",
                    "incomplete"),
            new Proof(
                    "setting.FsopsSettingsIT#publishesIntoAnotherLibraryThatIsAllowed",
                    "/fsops",
                    "libraryDir",
                    "allowList"),
            new Proof("setting.FsopsSettingsIT#copiesInsteadOfLinking", "/fsops", "transfer"),
            new Proof(
                    "setting.FsopsSettingsIT#linksNothingAcrossDevicesWhereItMayNotCopy",
                    "/fsops",
                    "acrossDevices"),
            new Proof(
                    "setting.FsopsSettingsIT#publishesWhatTheRulesLetInWhereTheTemplateSays",
                    "/fsops",
                    "rules/include",
                    "rules/exclude",
                    "rules/skipFluff",
                    "cleanup/drop",
                    "cleanup/keep",
                    "destination",
                    "sha256Manifest"),
            new Proof(
                    "setting.FsopsSettingsIT#givesPermissions",
                    "/fsops/permissions",
                    "fileMode",
                    "directoryMode",
                    "owner",
                    "group",
                    "umask",
                    "alsoSeeding"),
            new Proof("setting.FsopsSettingsIT#checksByParityFiles", "/fsops", "verify"),
            new Proof("setting.FsopsSettingsIT#takesAnotherNameWhereOneIsTaken", "/fsops", "existingName"),
            new Proof(
                    "setting.FsopsSettingsIT#unpacksNoMoreThanIsAllowed",
                    "/fsops/extraction",
                    "maxBytes",
                    "maxEntries",
                    "maxRatio"),
            new Proof("setting.FsopsSettingsIT#leavesArchivesAsTheyAre", "/fsops/extraction", "maxDepth"),
            new Proof("setting.FsopsSettingsIT#opensEncryptedArchives", "/fsops/archives", "passwords"),
            new Proof(
                    "setting.FsopsSettingsIT#unpacksByOtherProgramsIfItMay",
                    "/fsops/archives",
                    "externalTools",
                    "externalToolTimeout"),
            new Proof("setting.FsopsSettingsIT#goesByTheProfileOfTheCategory", "/fsops", "profiles"),
            new Proof("job.JobControlIT#waitsWhilePausedAndGoesOnFromWhereItWas", "/fsops", "paused"),
            new Proof(
                    "job.JobControlIT#worksOnSeveralDownloadsIfItMay",
                    "/fsops",
                    "workers",
                    "workersPerVolume"),
            new Proof("job.JobControlIT#leavesToPeopleWhatItMayNotTryAgain", "/fsops", "retriesPerDay"),
            new Proof(
                    "hook.HooksIT#postsEachOutcomeSignedWithTheSecret",
                    "/fsops/hooks/webhook",
                    "url",
                    "secret"),
            new Proof("hook.HooksIT#tellsWhatItIsToldToTell", "/fsops/hooks/webhook", "events"),
            new Proof(
                    "hook.HooksIT#runsACommandWithTheOutcomeInItsEnvironmentAndNothingElse",
                    "/fsops/hooks",
                    "command/path",
                    "command/arguments",
                    "command/events"),
            new Proof(
                    "hook.HooksIT#killsACommandThatTakesTooLongAndKeepsTheEndOfWhatItWrote",
                    "/fsops/hooks/command",
                    "timeout"),
            new Proof("hook.HooksIT#runsNothingThatIsNotAllowed", "/fsops/hooks", "allowedCommands"),
            new Proof(
                    "hook.HooksIT#givesUpAfterSoManyTriesUntilSomebodySaysRetry",
                    "/fsops/hooks",
                    "attempts"),
            new Proof(
                    "setting.SettingsAppliedIT#saysThatTheAlternativeLimitsHold",
                    "/limits/alternative",
                    "downloadBytesPerSecond",
                    "uploadBytesPerSecond",
                    "mode"),
            new Proof(
                    "setting.SettingsAppliedIT#goesByTheScheduleInItsTimeZone",
                    "/limits/alternative/schedule",
                    "timeZone",
                    "windows"),
            new Proof("seeding.SeedGoalsIT#countsTheRatioAcrossARestart", "/limits", "seedGoals/ratio"),
            new Proof(
                    "setting.SettingsAtWorkIT#endsSeedingByTheUsualGoals",
                    "/limits/seedGoals",
                    "seedTime",
                    "action"),
            new Proof(
                    "seeding.SeedGoalsIT#inheritsGoalsFromCategoryTagsAndSettingsButNeverActsBeforeTheLeastTime",
                    "/limits",
                    "minSeedTime"),
            new Proof(
                    "config.TlsSettingsIT#isSwitchedOnAndOffWhileItRuns",
                    "/api/tls",
                    "certificate",
                    "privateKey"),
            new Proof("setting.ServeSettingsIT#letsPagesCallThatAreListed", "/api/cors", "origins"),
            new Proof(
                    "setting.ServeSettingsIT#takesACallersAddressFromListedProxies",
                    "/api",
                    "trustedProxies"),
            new Proof(
                    "key.KeyServiceIT#holdsAKeyToTheRateOfTheSettingsAtOnce",
                    "/api/rate",
                    "requestsPerSecond",
                    "burst"),
            new Proof("key.KeyServiceIT#throttlesWrongKeysFromOneAddress", "/api/rate", "failuresPerMinute"),
            new Proof("setting.ServeSettingsIT#takesBodiesUpToTheBoundThatIsSet", "/api/bounds", "bodyBytes"),
            new Proof(
                    "setting.ServeSettingsIT#takesMetainfoUpToTheBoundThatIsSet",
                    "/api/bounds",
                    "metainfoBytes"),
            new Proof(
                    "setting.ServeSettingsIT#opensEventStreamsUpToTheBoundThatIsSet",
                    "/api/bounds",
                    "eventStreams"),
            new Proof(
                    "setting.ServeSettingsIT#holdsConnectionsToTheBoundsThatWereSetBeforeTheStart",
                    "/api/bounds",
                    "headerBytes",
                    "idleTimeout"));

    static Stream<String> settings() {
        return SettingsSchemaTest.leaves().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void isShownByATestThatRuns(String pointer) throws Exception {
        var name = pointer.startsWith(SettingsSchemaTest.RAW) ? RAW : proofs().get(pointer);

        var test = test(Objects.requireNonNull(name, "no test of " + pointer));
        assertThat(AnnotationSupport.isAnnotated(test, Testable.class)).as(name).isTrue();
        for (var element : List.of(test, test.getDeclaringClass())) {
            assertThat(AnnotationSupport.isAnnotated(element, Disabled.class)).as(name).isFalse();
            assertThat(AnnotationSupport.isAnnotated(element, Tag.class)).as(name).isFalse();
        }
        assertThat(test.getDeclaringClass().getSimpleName()).endsWith("IT");
    }

    @Test
    void namesNoSettingThatIsNone() throws Exception {
        assertThat(SettingsSchemaTest.leaves().keySet()).containsAll(proofs().keySet());
    }

    /// Tests by setting.
    private static Map<String, String> proofs() throws Exception {
        var proofs = new LinkedHashMap<String, String>();
        for (var proof : PROOFS) {
            proof.settings().forEach(setting -> proofs.put(proof.parent() + "/" + setting, proof.test()));
        }
        for (var table : TABLES) {
            var rows = test(table).getAnnotation(CsvSource.class).value();
            for (var row : rows) {
                proofs.put(row.substring(0, row.indexOf('|')).strip(), table);
            }
        }
        return proofs;
    }

    private static Method test(String name) throws ClassNotFoundException {
        var parts = name.split("#", -1);
        return Arrays.stream(Class.forName(HOUSE + parts[0]).getDeclaredMethods())
                .filter(method -> method.getName().equals(parts[1]))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + name));
    }
}
