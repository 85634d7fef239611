package dev.revaer.app.cli;

import java.util.List;
import java.util.Set;

/// What the command line is asked for. Examples of the help stand here as they do there.
final class CliStories {
    /// They need a service that waits for its setup, which this one does not.
    static final Set<String> SEEN_ELSEWHERE = Set.of("revaer setup start", "revaer setup complete");

    private static final String NO_SUCH = "no torrent nosuch";
    private static final int USAGE = 2;
    private static final int UNREACHABLE = 3;
    private static final int NOT_AUTHORISED = 4;
    private static final int NOT_FOUND = 5;
    private static final int FAULT = 6;

    private final CliWorld world;

    CliStories(CliWorld world) {
        this.world = world;
    }

    /// What the others need.
    Story additions() {
        return new Story()
                .good(
                        "revaer add 'magnet:?xt=urn:btih:3f9c6d1f5b1f0e2d4c8b7a695f4e3d2c1b0a9f8e&dn=film'",
                        "Added 3f9c6d1f5b1f0e2d4c8b7a695f4e3d2c1b0a9f8e  film")
                .good("revaer add --follow debian.torrent", "Added ", "In the library: ", "/debian-13\n")
                .good(
                        "revaer add --download-dir /srv/downloads/iso 'iso/*.torrent'",
                        "  alpine\n",
                        "  arch\n")
                .good("revaer category set linux --ratio 3", "linux")
                .good(
                        "revaer add ubuntu.torrent --category linux --tag new --exclude '*.txt' --up-limit 500k",
                        "  ubuntu\n")
                .good("revaer add --paused - < links.txt", "  Show.S01E01\n", "  Show.S01E02\n")
                .bad(NOT_FOUND, "revaer add debian.torrent", "already")
                .bad(USAGE, "revaer add nosuch.torrent", "nosuch.torrent: no such file");
    }

    List<Story> sideBySide() {
        return List.of(oneTorrent(), swarm(), service(), failures(), events());
    }

    /// What must be alone, as it changes what others rely on.
    List<Story> oneByOne() {
        return List.of(imports());
    }

    private Story imports() {
        return new Story().then(world::layOldClients)
                .good("revaer import qbittorrent --dry-run", "1 would be added", "kali linux")
                .good(
                        "revaer import qbittorrent qBittorrent --map-path /downloads=/srv/downloads --yes",
                        "1 added")
                .good("revaer import qbittorrent --only '*linux*' --paused --yes", "1 added")
                .good("revaer import qbittorrent --yes -o json", "\"kept\":1", "\"unreadable\":0")
                .bad(USAGE, "revaer import qbittorrent transmission --yes", "no directory of qBittorrent")
                .bad(USAGE, "revaer import qbittorrent", "--yes")
                .good("revaer import transmission --dry-run", "1 would be added", "mint")
                .good(
                        "revaer import transmission transmission --map-path /downloads/complete=/srv/downloads --yes",
                        "1 added")
                .good("revaer import transmission --only mint --yes", "1 added")
                .bad(USAGE, "revaer import transmission qBittorrent --yes", "no configuration directory")
                .either(
                        Set.of(FAULT),
                        "revaer import transmission transmission-elsewhere --yes -o json",
                        "must lie in")
                .good("revaer rm 'kali linux' plain 6d696e7478 lmde"); // another mint is here
    }

    /// What goes last.
    Story removals() {
        return new Story().good("revaer rm debian-13", "Removed debian-13\n")
                .good("revaer rm 3f9c --delete-data --yes", "Removed film\n")
                .good("revaer rm 'Show.S01*'", "Removed Show.S01E01\nRemoved Show.S01E02\n")
                .bad(NOT_FOUND, "revaer rm debian-13", "no torrent debian-13")
                .bad(USAGE, "revaer rm arch --delete-data", "--yes");
    }

    private Story oneTorrent() {
        return new Story().good("revaer status debian-13 --follow", "debian-13", "In the library")
                .good("revaer status 3f9c", "3f9c6d1f5b1f0e2d4c8b7a695f4e3d2c1b0a9f8e")
                .good("revaer status debian-13", "State", "debian-13")
                .good("revaer files debian-13", "debian-13/debian.iso", "100.0%")
                .good(
                        "revaer files debian-13 -o csv",
                        "index,path,sizeBytes,progress,priority",
                        "debian-13/notes.txt")
                .good("revaer pieces debian-13", " pieces of ", "#")
                .good("revaer fsops show debian-13", "completed", "transfer")
                .good("revaer fsops show debian-13 --follow", "In the library")
                .good("revaer fsops plan debian-13", "Would ")
                .good("revaer fsops plan debian-13 -o csv", "action,path,target,sizeBytes,reason")
                .good("revaer set debian-13 --up-limit 500k --down-limit none", "Changed debian-13")
                .good("revaer set debian-13 --ratio 2 --seed-time 7d --goal-action stop", "Changed debian-13")
                .good("revaer set 'debian*' --add-tag linux --remove-tag new", "Changed debian-13")
                .good("revaer set debian-13 --category ''", "Changed debian-13")
                .good(
                        "revaer status debian-13 -o json",
                        "\"tags\":[\"linux\"]",
                        "\"uploadBytesPerSecond\":512000")
                .good("revaer select debian-13 --exclude '*.txt' --exclude '*.nfo'", "debian-13: ")
                .good("revaer select debian-13 --include '**/*.iso' --skip-fluff", "debian-13: ")
                .good("revaer select debian-13 --priority 0=high", "debian-13: ")
                .good("revaer select 'debian*' --include '' --exclude ''", "debian-13: 2 of 2 files wanted")
                .good(
                        "revaer rename debian-13 debian-13/notes.txt debian-13/about.txt",
                        "Renamed to debian-13/about.txt")
                .good("revaer rename debian-13 --index 0 debian-13/first.iso", "Renamed")
                .good("revaer rename debian-13 --folder debian-13 trixie", "Renamed")
                .good("revaer files debian-13 -q", "trixie/first.iso\ntrixie/about.txt\n")
                .good("revaer move debian-13 --to /srv/downloads/linux", "debian-13 to /srv/downloads/linux")
                .good(
                        "revaer move 'debian*' --to /srv/downloads/linux --follow",
                        "debian-13 to /srv/downloads/linux")
                .good("revaer action pause debian-13 3f9c", "debian-13: pause\nfilm: pause\n")
                .good("revaer action resume 'debian*'", "debian-13 is ")
                .good("revaer action debian-13 sequential --off", "debian-13 is ")
                .good("revaer action deadline debian-13 --piece 0 --within 30s", "debian-13 is ")
                .good("revaer action recheck debian-13", "debian-13 is ")
                .good("revaer history debian-13", "torrent_updated")
                .good("revaer history debian-13 --limit 200", "torrent_added", "fsops_completed")
                .good("revaer history debian-13 --type completed --type failure", "completed")
                .good("revaer export debian-13", "Saved debian-13.torrent\n")
                .good("revaer export debian-13 --to copy.torrent", "Saved copy.torrent\n")
                .good("cmp copy.torrent debian-13.torrent")
                .good("revaer export 'debian*' --to saved", "Saved saved/debian-13.torrent\n")
                .good("revaer export debian-13 --to - | wc -c");
    }

    private Story swarm() {
        return new Story().good("revaer trackers ls debian-13", "No trackers.")
                .good(
                        "revaer trackers add debian-13 http://127.0.0.1:6969/announce",
                        "http://127.0.0.1:6969/announce")
                .good(
                        "revaer trackers add debian-13 --tier 1 udp://127.0.0.1:6969 udp://127.0.0.1:6970",
                        "6970")
                .good(
                        "revaer trackers edit debian-13 udp://127.0.0.1:6969 --tier 2",
                        "udp://127.0.0.1:6969")
                .good("revaer trackers edit debian-13 udp://127.0.0.1:6969 --to udp://127.0.0.1:6971", "6971")
                .good(
                        "revaer trackers ls debian-13 -o csv",
                        "tier,url,status",
                        ",http://127.0.0.1:6969/announce,")
                .good("revaer trackers rm debian-13 http://127.0.0.1:6969/announce", "6970")
                .good("revaer trackers replace debian-13 udp://127.0.0.1:6980 udp://127.0.0.1:6981", "6981")
                .good(
                        "revaer webseeds add debian-13 http://127.0.0.1:6968/files/",
                        "http://127.0.0.1:6968/files/")
                .good("revaer webseeds ls debian-13", "http://127.0.0.1:6968/files/")
                .good("revaer webseeds rm debian-13 http://127.0.0.1:6968/files/", "No web seeds.")
                .good("revaer peers add debian-13 127.0.0.1:6881", "Connecting to 127.0.0.1:6881")
                .good("revaer peers add debian-13 '[::1]:6881'", "Connecting")
                .good("revaer peers ls debian-13", "peers")
                .good("revaer peers ls debian-13 -o csv", "address,client,progress")
                .good("revaer peers ban debian-13 127.0.0.66", "Banned 127.0.0.66")
                .good("revaer bans add 192.0.2.7 192.0.2.8", "Banned 192.0.2.7\nBanned 192.0.2.8\n")
                .good("revaer bans ls", "127.0.0.66", "192.0.2.8")
                .good("revaer bans rm 192.0.2.7", "No longer banned: 192.0.2.7")
                .then(() -> world.awaitFailure("ubuntu"))
                .bad(FAULT, "revaer fsops show ubuntu --follow", "ubuntu failed: post-processing at ")
                .good("revaer fsops ls --state failed -q")
                .then(world::free)
                .good(
                        "revaer fsops retry ubuntu --follow",
                        "Post-processing of ubuntu is ",
                        "In the library: ")
                .good("revaer fsops ls", "ubuntu", "completed")
                .good("revaer fsops ls --follow", "ubuntu", "completed")
                .then(() -> world.completeWhilePaused("mint"))
                .good("revaer fsops cancel mint", "Post-processing of mint is cancelled")
                .good("revaer hooks ls", "dead")
                .good("revaer hooks ls --state dead -q", "-")
                .good("revaer hooks retry $(revaer hooks ls --state dead -q)", " is waiting");
    }

    private Story service() {
        return new Story().good("revaer ls", "debian-13", "film")
                .good("revaer ls debian --state downloading --state stalled")
                .good("revaer ls --sort size --reverse --limit 10", "ubuntu")
                .good(
                        "revaer ls --columns name,state,category,tags,added",
                        "NAME",
                        "CATEGORY",
                        "linux",
                        "new")
                .good("revaer ls -o csv --columns name,size > torrents.csv")
                .good("head -n 1 torrents.csv", "name,sizeBytes\n")
                .good("revaer ls -q --state completed")
                .good("revaer ls --follow | head -n 3", "HASH")
                .good(
                        "revaer category set films --download-dir /srv/downloads/films --ratio 2 --goal-action stop",
                        "films")
                .good(
                        "revaer category set films --up-limit 500k",
                        "500.0 KiB/s",
                        "/srv/downloads/films",
                        "2.00")
                .good("revaer category ls", "films", "linux")
                .good("revaer category ls -o csv", "name,torrents,downloadDir")
                .good("revaer category rm films", "Removed category films")
                .good("revaer tag set keep --ratio 0 --seed-time 0", "keep")
                .good("revaer tag set seen", "seen")
                .good("revaer tag ls", "keep", "seen")
                .good("revaer tag rm keep", "Removed tag keep")
                .good(
                        "revaer create /srv/downloads/show --tracker udp://127.0.0.1:6969",
                        "saved show.torrent")
                .good("revaer create /srv/downloads/show --to my.torrent --start-seeding", "saved my.torrent")
                .good("revaer create /srv/downloads/show --format hybrid --private --detach", "hybrid")
                .good("revaer creations ls", "/show")
                .good("revaer creations show $(revaer creations ls -q | head -n 1)", "completed")
                .good(
                        "revaer creations save $(revaer creations ls -q | head -n 1) --to made.torrent",
                        "Saved made.torrent")
                .good("revaer creations rm $(revaer creations ls -q)", "Removed ")
                .good("revaer stats", "Torrents", "VOLUME OF")
                .good("revaer stats -o json", "\"torrents\":{")
                .good("revaer network", "LISTENS ON", "127.0.0.1")
                .good("revaer network -q", "false")
                .good("revaer browse", "/srv/downloads")
                .good("revaer browse /srv/downloads", "/srv/downloads/show")
                .good("revaer audit", "torrent")
                .good("revaer audit --limit 1000 -o csv", "at,actor,action,subject,detail")
                .good("revaer logs --level warn")
                .good("revaer logs --logger dev.revaer.app.move -o json")
                .either(Set.of(0, FAULT), "revaer health", "COMPONENT", "database")
                .either(Set.of(0, FAULT), "revaer health --full -o json", "\"latencyMillis\"")
                .either(Set.of(0, 1, FAULT), "revaer health -q && echo up")
                .good("revaer health --probe ready -q")
                .good("revaer version", "revaer 0.1.0\n")
                .good("revaer version -o json", "{\"version\":\"0.1.0\"}\n");
    }

    private static Story events() {
        return new Story().good("revaer tail --since 0 --until completed", "completed")
                .good(
                        "revaer tail --since 0 --until completed --type completed --exec sh -- -c 'echo $REVAER_EVENT_TYPE'",
                        "completed")
                .endless("revaer tail --type completed --type failure")
                .endless("revaer tail --torrent debian-13 --until fsops_completed")
                .endless("revaer tail --resume-file tail.id -o json | process-events")
                .bad(USAGE, "revaer tail --since -1", "can't be negative");
    }

    private static Story failures() {
        return new Story().bad(USAGE, "revaer ls --state dreaming", "dreaming")
                .bad(NOT_FOUND, "revaer status nosuch", NO_SUCH)
                .bad(NOT_FOUND, "revaer status S0", "several torrents go by S0", "Show.S01E01", "Show.S01E02")
                .bad(NOT_FOUND, "revaer action pause nosuch", NO_SUCH)
                .bad(NOT_FOUND, "revaer set nosuch --ratio 1", NO_SUCH)
                .bad(NOT_FOUND, "revaer move nosuch --to /srv/downloads", NO_SUCH)
                .bad(NOT_FOUND, "revaer files nosuch", NO_SUCH)
                .bad(NOT_FOUND, "revaer select nosuch --include x", NO_SUCH)
                .bad(NOT_FOUND, "revaer rename nosuch a b", NO_SUCH)
                .bad(NOT_FOUND, "revaer pieces nosuch", NO_SUCH)
                .bad(NOT_FOUND, "revaer trackers ls nosuch", NO_SUCH)
                .bad(USAGE, "revaer trackers edit arch udp://127.0.0.1:1 --tier 1", "/url: must be one of")
                .bad(USAGE, "revaer trackers add arch nonsense", "/trackers/0")
                .bad(NOT_FOUND, "revaer trackers rm nosuch udp://127.0.0.1:1", NO_SUCH)
                .bad(USAGE, "revaer trackers replace arch nonsense", "/trackers/0")
                .bad(NOT_FOUND, "revaer webseeds ls nosuch", NO_SUCH)
                .bad(USAGE, "revaer webseeds add arch nonsense", "/webSeeds/0")
                .bad(NOT_FOUND, "revaer webseeds rm nosuch http://127.0.0.1:1/", NO_SUCH)
                .bad(NOT_FOUND, "revaer peers ls nosuch", NO_SUCH)
                .bad(USAGE, "revaer peers add arch nonsense", "/address")
                .bad(USAGE, "revaer peers ban arch nonsense", "/address")
                .bad(NOT_AUTHORISED, "revaer bans ls --api-key wrong", "A key is given by")
                .bad(USAGE, "revaer bans add nonsense", "/address")
                .bad(USAGE, "revaer bans rm nonsense", "revaer: ")
                .bad(NOT_FOUND, "revaer history nosuch", NO_SUCH)
                .bad(NOT_FOUND, "revaer export nosuch", NO_SUCH)
                .bad(USAGE, "revaer create /etc/hostname", "revaer: ")
                .bad(NOT_AUTHORISED, "revaer creations ls --api-key wrong", "revaer: ")
                .bad(NOT_FOUND, "revaer creations show nosuch", "revaer: ")
                .bad(NOT_FOUND, "revaer creations save nosuch", "revaer: ")
                .bad(NOT_FOUND, "revaer creations rm nosuch", "revaer: ")
                .bad(NOT_AUTHORISED, "revaer category ls --api-key wrong", "revaer: ")
                .bad(USAGE, "revaer category set films --goal-action explode", "/seedGoals/action")
                .bad(NOT_FOUND, "revaer category rm nosuch", "revaer: ")
                .bad(NOT_AUTHORISED, "revaer tag ls --api-key wrong", "revaer: ")
                .bad(USAGE, "revaer tag set seen --ratio -1", "/seedGoals/ratio")
                .bad(NOT_FOUND, "revaer tag rm nosuch", "revaer: ")
                .bad(USAGE, "revaer fsops ls --state dreaming", "state")
                .bad(NOT_FOUND, "revaer fsops show nosuch", NO_SUCH)
                .bad(NOT_FOUND, "revaer fsops plan nosuch", NO_SUCH)
                .bad(NOT_FOUND, "revaer fsops retry arch", "revaer: ")
                .bad(NOT_FOUND, "revaer fsops cancel arch", "revaer: ")
                .bad(USAGE, "revaer hooks ls --state dreaming", "state")
                .bad(NOT_FOUND, "revaer hooks retry nosuch", "revaer: ")
                .bad(NOT_AUTHORISED, "revaer stats --api-key wrong", "revaer: ")
                .bad(UNREACHABLE, "revaer network --url http://127.0.0.1:1", "can't reach http://127.0.0.1:1")
                .bad(NOT_AUTHORISED, "revaer browse /etc", "revaer: ")
                .bad(USAGE, "revaer audit --limit 0", "--limit must be 1 or more")
                .bad(USAGE, "revaer logs --level loud", "level")
                .bad(UNREACHABLE, "revaer health --url http://127.0.0.1:1", "./revaer up")
                .bad(USAGE, "revaer version --nonsense", "--nonsense");
    }
}
