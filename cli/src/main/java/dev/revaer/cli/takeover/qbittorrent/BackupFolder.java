package dev.revaer.cli.takeover.qbittorrent;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.revaer.cli.takeover.bencode.BencodeReader;
import dev.revaer.cli.takeover.bencode.Bencoded;
import dev.revaer.cli.takeover.bencode.Dictionary;
import dev.revaer.cli.takeover.bencode.UnreadableException;
import dev.revaer.cli.takeover.qbittorrent.Said.ShareLimits;
import dev.revaer.cli.takeover.torrent.ForeignFile;
import dev.revaer.cli.takeover.torrent.ForeignStore;
import dev.revaer.cli.takeover.torrent.ForeignTorrent;

/// `BT_backup`: for each torrent `.fastresume`, with qBittorrent's own keys among libtorrent's, and `.torrent`.
final class BackupFolder implements ForeignStore {
    private static final String RESUME = ".fastresume";
    private static final double THOUSANDTHS = 1000;
    private static final int INHERITED = -2;

    private final Path folder;

    BackupFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public void read(Reader reader) {
        for (var file : ForeignFile.list(folder, RESUME)) {
            try {
                reader.found(torrent(file));
            } catch (UnreadableException e) {
                reader.unreadable(file.toString(), e.reason());
            }
        }
    }

    private ForeignTorrent torrent(Path file) throws UnreadableException {
        var resume = BencodeReader.read(ForeignFile.read(file));
        var name = file.getFileName().toString();
        var metadata = folder.resolve(name.substring(0, name.length() - RESUME.length()) + ".torrent");
        return new ResumeEntry(resume, said(resume))
                .torrent(
                        Files.exists(metadata, LinkOption.NOFOLLOW_LINKS)
                                ? ForeignFile.read(metadata)
                                : null);
    }

    private static Said said(Dictionary resume) throws UnreadableException {
        var isPaused = resume.flag("paused");
        var isManaged = resume.number("auto_managed", 1) != 0;
        var tags = new ArrayList<String>();
        var list = resume.list("qBt-tags");
        for (var tag : list == null ? List.<Bencoded>of() : list) {
            if (tag instanceof Bencoded.Text text) {
                tags.add(text.text());
            }
        }
        var action = resume.text("qBt-shareLimitAction");
        return new Said(
                resume.text("qBt-name"),
                resume.text("qBt-category"),
                tags,
                resume.text("qBt-savePath"),
                isPaused && !isManaged,
                !isPaused && !isManaged,
                resume.flag("qBt-firstLastPiecePriority"),
                new ShareLimits(ratio(resume), resume.number("qBt-seedingTimeLimit", INHERITED), action),
                Unkept.of(
                        resume.number("qBt-inactiveSeedingTimeLimit", INHERITED),
                        action,
                        resume.text("qBt-shareLimitsMode"),
                        resume.text("qBt-stopCondition")));
    }

    /// In thousandths, or, in older versions, a text.
    private static double ratio(Dictionary resume) throws UnreadableException {
        var text = resume.text("qBt-ratioLimit");
        try {
            return text.isEmpty()
                    ? resume.number("qBt-ratioLimit", INHERITED * (long) THOUSANDTHS) / THOUSANDTHS
                    : Double.parseDouble(text);
        } catch (NumberFormatException _) {
            return INHERITED;
        }
    }
}
