package dev.revaer.app.cli;

import java.util.Set;

/// What who runs a service asks the command line for. Examples of the help stand here as they do there.
final class AdminStories {
    private static final int USAGE = 2;
    private static final int UNREACHABLE = 3;
    private static final int NOT_AUTHORISED = 4;
    private static final int NOT_FOUND = 5;
    /// A part may be unwell while others are tried.
    private static final Set<Integer> WELL_OR_NOT = Set.of(0, 6);

    private AdminStories() {}

    /// Of a service that has no keys yet; makes the configuration file that the others use.
    static Story setup(String url) {
        var at = "export REVAER_URL=" + url + "; ";
        return new Story().bad(NOT_FOUND, at + "revaer ls --api-key none", "Revaer is not set up yet")
                .bad(NOT_AUTHORISED, at + "revaer setup complete --token nonsense", "not known")
                .bad(6, at + "revaer doctor --api-key none")
                .good(at + "revaer setup start", "Setup token")
                .good(at + "revaer setup start -q > token")
                .good(
                        at + "TOKEN=$(cat token); revaer setup complete --token \"$TOKEN\" --label ops --settings settings.json --save",
                        "Key ",
                        "rv_",
                        "ops")
                .bad(NOT_FOUND, "revaer setup start ", "Revaer is set up already")
                .good("revaer config get limits.uploadBytesPerSecond", "3\n")
                .good("revaer config set limits.uploadBytesPerSecond=0");
    }

    /// Changes settings, and goes back to those of before: nothing else may run meanwhile.
    static Story settings() {
        return new Story().good("revaer config get", "\"limits\"")
                .good("revaer config get limits", "\"uploadBytesPerSecond\" : 0")
                .good("revaer config get /limits/uploadBytesPerSecond", "0\n")
                .bad(NOT_FOUND, "revaer config get limits.nosuch", "No such setting")
                .good("revaer config schema", "\"properties\"")
                .good("revaer config schema limits.uploadBytesPerSecond", "\"minimum\" : 0")
                .bad(NOT_FOUND, "revaer config schema nosuch", "No such setting")
                .good("revaer config effective", "user_agent")
                .good("revaer config effective -o csv", "name,wanted,running,why")
                .bad(UNREACHABLE, "revaer config effective --url http://127.0.0.1:9", "can't reach")
                .good(
                        "revaer config set limits.uploadBytesPerSecond=1000000",
                        "changes /limits/uploadBytesPerSecond")
                .good(
                        "revaer config set /limits/downloadBytesPerSecond 5000000 --reason 'slow at night'",
                        "changes /limits/downloadBytesPerSecond")
                .good(
                        "revaer config set engine.network.encryption=require engine.connections=200 --dry-run",
                        "It would change /engine/connections, /engine/network/encryption")
                .bad(
                        USAGE,
                        "revaer config set limits.nosuch=1 limits.uploadBytesPerSecond=-1",
                        "/limits/nosuch",
                        "/limits/uploadBytesPerSecond")
                .good("revaer config diff", "/limits/uploadBytesPerSecond", "1000000", "5000000")
                .good("revaer config diff 1")
                .good("revaer config diff 1 2")
                .bad(USAGE, "revaer config diff nosuch", "no number of a revision")
                .good("revaer config history", "slow at night")
                .good("revaer config history --limit 5 -o json", "\"actor\":\"ops\"")
                .good("revaer config history 1")
                .bad(NOT_FOUND, "revaer config history 999", "No such revision")
                .good("revaer config edit")
                .good("revaer config edit --reason 'after the move'")
                .good(
                        "EDITOR='sed -i s/5000000/7/' revaer config edit",
                        "changes /limits/downloadBytesPerSecond")
                .good("revaer config get limits.downloadBytesPerSecond", "7\n")
                .bad(USAGE, "revaer config edit --nonsense", "--nonsense")
                .bad(USAGE, "EDITOR='sed -i s/{/[/' revaer config edit", "is not JSON")
                .good(
                        "revaer config set limits.uploadBytesPerSecond=null",
                        "changes /limits/uploadBytesPerSecond")
                .good("revaer config restore 1 --dry-run")
                .good("revaer config restore 1 --reason 'worked better'")
                .bad(NOT_FOUND, "revaer config restore 999", "No such revision");
    }

    /// Needs nothing but a service.
    static Story keysAndCare() {
        return new Story().good("revaer keys ls", "ops")
                .good("revaer keys issue sonarr --scope torrents", "Key ", "rv_", "torrents")
                .good("revaer keys issue dashboard --expires 30d -q", "rv_")
                .bad(USAGE, "revaer keys issue x --scope nosuch", "scopes")
                .good("revaer keys ls -o csv", "id,label,scopes", ",sonarr,torrents,")
                .bad(NOT_AUTHORISED, "revaer keys ls --api-key rvr_wrong", "not known")
                .good("revaer keys rotate sonarr", "rv_")
                .good("revaer keys rotate sonarr --grace 1h", "Old key good until")
                .bad(NOT_FOUND, "revaer keys rotate nosuch", "No such API key")
                .good("revaer backup revaer.zip", "Backed up to ", "/revaer.zip")
                .good("revaer keys revoke sonarr", "Revoked sonarr")
                .bad(NOT_FOUND, "revaer keys revoke sonarr", "No such API key")
                .good("revaer restore revaer.zip --dry-run", "keys        2 the same, 1 left out (--keys)")
                .bad(USAGE, "revaer restore revaer.zip", "--yes")
                .good("revaer restore revaer.zip --yes", "settings    the same")
                .good("revaer restore revaer.zip --keys --yes", "keys        1 added, 2 the same")
                .bad(USAGE, "echo nothing > none.zip; revaer restore none.zip --yes", "no backup")
                .bad(USAGE, "revaer restore nosuch.zip --yes", "no file that can be read")
                .good("revaer backup - > revaer.zip")
                .good("revaer restore revaer.zip --dry-run -o json", "\"dryRun\":true")
                .bad(USAGE, "revaer backup /nosuch/revaer.zip", "can't be written")
                .either(WELL_OR_NOT, "revaer doctor", "service ", "may do everything", "database ", "clock ")
                .either(WELL_OR_NOT, "revaer doctor -o json", "{\"items\":[{\"check\":\"service\"")
                .bad(UNREACHABLE, "revaer doctor --url http://127.0.0.1:9", "--check-config")
                .good("revaer completion bash > revaer.bash")
                .good(
                        "bash -c '. ./revaer.bash; COMP_WORDS=(revaer config s); COMP_CWORD=2; _complete_revaer; echo ${COMPREPLY[@]}'",
                        "set",
                        "schema")
                .good("revaer completion zsh > revaer.zsh")
                .good("revaer completion fish > revaer.fish")
                .bad(USAGE, "revaer completion tcsh", "BASH");
    }
}
