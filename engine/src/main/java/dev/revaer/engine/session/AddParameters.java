package dev.revaer.engine.session;

import java.util.Collections;
import java.util.List;
import java.util.Locale;

import dev.revaer.engine.InfoHashes;
import dev.revaer.engine.TransferMode;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.session.jni.Swig;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import org.jspecify.annotations.Nullable;
import org.libtorrent4j.Vectors;
import org.libtorrent4j.swig.add_torrent_params;
import org.libtorrent4j.swig.client_data_t;
import org.libtorrent4j.swig.error_code;
import org.libtorrent4j.swig.int_vector;
import org.libtorrent4j.swig.libtorrent;
import org.libtorrent4j.swig.string_vector;
import org.libtorrent4j.swig.torrent_flags_t;
import org.libtorrent4j.swig.torrent_info;
import org.libtorrent4j.swig.web_seed_entry_vector;

/// What libtorrent is told when a torrent is added.
///
/// @param isPrivate whether its metainfo says so (BEP 27)
/// @param resumeRejected why the resume data was not used, so that the files are checked instead; null if all is well
record AddParameters(add_torrent_params native_, boolean isPrivate, @Nullable String resumeRejected) {
    private static final int MAX_TRACKERS = 200;
    private static final int MAX_WEB_SEEDS = 200;
    private static final List<String> TRACKER_SCHEMES = List.of("http://", "https://", "udp://");
    private static final List<String> WEB_SEED_SCHEMES = List.of("http://", "https://");

    /// @param number the torrent's, to be found in every alert about it
    /// @throws dev.revaer.engine.EngineException if neither metainfo nor magnet can be read
    static AddParameters of(StoredTorrent torrent, long number) {
        var resume = readResumeData(torrent);
        var parameters = resume.parameters() != null ? resume.parameters() : fresh(torrent);
        var metainfo = torrent.metainfo();
        var isPrivate = false;
        if (metainfo != null) {
            var info = LibtorrentMetainfo.parse(metainfo.bytes());
            isPrivate = info.priv();
            dropTrackers(info);
            parameters.set_ti(info);
        }
        keepAllowedTrackers(parameters);
        keepAllowedWebSeeds(parameters);
        parameters.setSave_path(torrent.downloadDir().toString());
        parameters.setFlags(flags(parameters, torrent));
        parameters.setUserdata(new client_data_t(number));
        return new AddParameters(parameters, isPrivate, resume.rejected());
    }

    private record Resume(@Nullable add_torrent_params parameters, @Nullable String rejected) {}

    private static Resume readResumeData(StoredTorrent torrent) {
        var stored = torrent.resumeData();
        if (stored == null) {
            return new Resume(null, null);
        }
        var error = new error_code();
        var vector = Swig.vector(stored.bytes());
        var parameters = libtorrent.read_resume_data_ex(vector, error);
        vector.delete();
        if (error.failed()) {
            return new Resume(null, "the resume data is damaged (" + error.message() + ")");
        }
        var hashes = parameters.getInfo_hashes();
        if ((!hashes.has_v1() && !hashes.has_v2())
                || !isSame(Swig.infoHashes(hashes), torrent.infoHashes())) {
            return new Resume(null, "the resume data is another torrent's");
        }
        return new Resume(parameters, null);
    }

    /// A magnet that named one hash of a hybrid has learnt the other since.
    private static boolean isSame(InfoHashes some, InfoHashes others) {
        return !Collections.disjoint(some.all(), others.all());
    }

    private static add_torrent_params fresh(StoredTorrent torrent) {
        var metainfo = torrent.metainfo();
        var magnet = torrent.magnet();
        var parameters = magnet != null ? LibtorrentMetainfo.parseMagnet(magnet) : new add_torrent_params();
        if (metainfo != null && magnet == null) {
            var info = LibtorrentMetainfo.parse(metainfo.bytes());
            addTrackers(parameters, info);
            addWebSeeds(parameters, info);
        }
        return parameters;
    }

    private static void addTrackers(add_torrent_params parameters, torrent_info info) {
        var urls = new string_vector();
        var tiers = new int_vector();
        for (var tracker : info.trackers()) {
            urls.add(tracker.getUrl());
            tiers.add((int) tracker.getTier());
        }
        parameters.setTrackers(urls);
        parameters.setTracker_tiers(tiers);
    }

    private static void addWebSeeds(add_torrent_params parameters, torrent_info info) {
        var urls = new string_vector();
        for (var seed : info.web_seeds()) {
            urls.add(seed.getUrl());
        }
        parameters.setUrl_seeds(urls);
    }

    /// They stand in the parameters, where [#keepAllowedTrackers] has seen to them.
    private static void dropTrackers(torrent_info info) {
        info.clear_trackers();
        info.set_web_seeds(new web_seed_entry_vector());
    }

    /// WebTorrent trackers (`ws:`, `wss:`) would go around proxy and interface binding.
    private static void keepAllowedTrackers(add_torrent_params parameters) {
        var urls = new string_vector();
        var tiers = new int_vector();
        var given = parameters.getTrackers();
        var givenTiers = parameters.getTracker_tiers();
        for (int i = 0; i < given.size() && urls.size() < MAX_TRACKERS; i++) {
            if (hasScheme(given.get(i), TRACKER_SCHEMES)) {
                urls.add(given.get(i));
                tiers.add(i < givenTiers.size() ? givenTiers.get(i) : 0);
            }
        }
        parameters.setTrackers(urls);
        parameters.setTracker_tiers(tiers);
    }

    private static void keepAllowedWebSeeds(add_torrent_params parameters) {
        var allowed = Vectors.string_vector2list(parameters.getUrl_seeds())
                .stream()
                .filter(url -> hasScheme(url, WEB_SEED_SCHEMES))
                .limit(MAX_WEB_SEEDS)
                .toList();
        parameters.setUrl_seeds(new string_vector(allowed));
    }

    private static boolean hasScheme(String url, List<String> schemes) {
        var lower = url.strip().toLowerCase(Locale.ROOT);
        return schemes.stream().anyMatch(lower::startsWith);
    }

    private static torrent_flags_t flags(add_torrent_params parameters, StoredTorrent torrent) {
        var bits = Swig.bits(parameters.getFlags());
        bits &= ~Swig.bits(libtorrent.getAuto_managed());
        bits &= ~Swig.bits(libtorrent.getPaused());
        bits |= Swig.bits(libtorrent.getDuplicate_is_error());
        bits |= Swig.bits(libtorrent.getUpdate_subscribe());
        bits |= Swig.bits(libtorrent.getApply_ip_filter());
        bits |= RunState
                .flags(!torrent.holds().isEmpty(), torrent.options().has(TransferMode.FORCE_START));
        return torrent_flags_t.from_int(bits);
    }
}
