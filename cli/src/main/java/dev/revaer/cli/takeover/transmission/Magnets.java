package dev.revaer.cli.takeover.transmission;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

import dev.revaer.cli.takeover.bencode.Bencoded;
import dev.revaer.cli.takeover.bencode.Dictionary;
import dev.revaer.cli.takeover.bencode.UnreadableException;
import dev.revaer.cli.takeover.torrent.ForeignTorrent.Identity;
import dev.revaer.cli.takeover.torrent.MagnetLink;

/// Torrents whose metadata has not come.
final class Magnets {
    private static final int V1_HASH = 20;
    private static final int LONGEST = 64 << 10;
    private static final Pattern HASH = Pattern
            .compile("magnet:\\?(?:.*&)?xt=urn:btih:([0-9a-f]{40})(?:&.*)?", Pattern.CASE_INSENSITIVE);

    private Magnets() {}

    /// As Transmission 2 and 3 keep one: a `.torrent` with `magnet-info` in the place of `info`.
    static Identity of(Dictionary metainfo) throws UnreadableException {
        var magnet = metainfo.dictionary("magnet-info");
        var hash = magnet == null ? null : magnet.bytes("info_hash");
        if (magnet == null || hash == null || hash.length != V1_HASH) {
            throw new UnreadableException("it has neither an info dictionary nor a magnet link");
        }
        var hex = HexFormat.of().formatHex(hash);
        var name = magnet.text("display-name");
        var link = new MagnetLink(hex, null).named(name).tracker(metainfo.text("announce"));
        var tiers = metainfo.list("announce-list");
        if (tiers != null) {
            for (var tier : tiers) {
                if (tier instanceof Bencoded.Items(var urls)) {
                    for (var url : urls) {
                        link.tracker(url instanceof Bencoded.Text text ? text.text() : "");
                    }
                }
            }
        }
        return new Identity(hex, null, name.isEmpty() ? hex : name, link.toString());
    }

    /// As Transmission 4 keeps one: a file that holds the link.
    static Identity read(byte[] content) throws UnreadableException {
        if (content.length > LONGEST) {
            throw new UnreadableException("it is larger than a magnet link");
        }
        var link = new String(content, StandardCharsets.UTF_8).strip();
        var hash = HASH.matcher(link);
        if (!hash.matches()) {
            throw new UnreadableException("it holds no magnet link with a hash of v1");
        }
        var hex = hash.group(1).toLowerCase(Locale.ROOT);
        return new Identity(hex, null, hex, link);
    }
}
