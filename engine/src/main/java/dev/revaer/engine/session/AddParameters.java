package dev.revaer.engine.session;

import java.util.Collections;
import java.util.List;

import dev.revaer.engine.EngineException;
import dev.revaer.engine.InfoHashes;
import dev.revaer.engine.TransferMode;
import dev.revaer.engine.resume.Bencoded;
import dev.revaer.engine.resume.ResumeFormat;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.session.file.FileParameters;
import dev.revaer.engine.session.jni.Swig;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;
import dev.revaer.engine.session.swarm.LibtorrentSources;
import dev.revaer.engine.swarm.SwarmSources;
import org.jspecify.annotations.Nullable;
import org.libtorrent4j.swig.add_torrent_params;
import org.libtorrent4j.swig.client_data_t;
import org.libtorrent4j.swig.error_code;
import org.libtorrent4j.swig.libtorrent;
import org.libtorrent4j.swig.storage_mode_t;
import org.libtorrent4j.swig.torrent_flags_t;
import org.libtorrent4j.swig.torrent_info;
import org.libtorrent4j.swig.web_seed_entry_vector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What libtorrent is told when a torrent is added.
///
/// @param isPrivate whether its metainfo says so (BEP 27)
/// @param origin trackers and web seeds as the magnet or metainfo says
/// @param resumeRejected why the resume data was not used, so that the files are checked instead; null if all is well
record AddParameters(
        add_torrent_params native_,
        boolean isPrivate,
        SwarmSources origin,
        FileParameters files,
        @Nullable String resumeRejected) {
    private static final Logger LOG = LoggerFactory.getLogger(AddParameters.class);

    /// @param number the torrent's, to be found in every alert about it
    /// @param defaults for what libtorrent knows per torrent only
    /// @throws dev.revaer.engine.EngineException if neither metainfo nor magnet can be read
    static AddParameters of(StoredTorrent torrent, long number, TorrentDefaults.Values defaults) {
        return of(torrent, number, defaults, false);
    }

    /// @param isTrusted whether its files are there, so that pieces are checked only as they are sent
    static AddParameters of(
            StoredTorrent torrent,
            long number,
            TorrentDefaults.Values defaults,
            boolean isTrusted) {
        var resume = readResumeData(torrent);
        var parameters = resume.parameters() != null ? resume.parameters() : fresh(torrent, defaults);
        var metainfo = torrent.metainfo();
        var info = metainfo == null ? null : LibtorrentMetainfo.parse(metainfo.bytes());
        var origin = origin(torrent, info);
        if (resume.parameters() != null && (info == null || !info.priv())) {
            addPeersOfMagnet(parameters, torrent.magnet());
        }
        put(parameters, origin, torrent.options().sources());
        FileParameters files;
        if (info == null) {
            files = FileParameters.forMagnet(parameters, torrent.options());
        } else {
            files = FileParameters.of(
                    parameters,
                    info,
                    resume.parameters() != null,
                    torrent.downloadDir(),
                    torrent.options());
            dropTrackers(info);
            parameters.set_ti(info);
        }
        parameters.setSave_path(torrent.downloadDir().toString());
        parameters.setFlags(flags(parameters, torrent, defaults.pex(), isTrusted));
        parameters.setUserdata(new client_data_t(number));
        return new AddParameters(
                parameters,
                info != null && info.priv(),
                origin,
                files,
                resume.rejected());
    }

    /// What of the origin must be remembered: trackers only where others take their place.
    SwarmSources kept(SwarmSources wanted) {
        return wanted.trackers() != null ? origin : new SwarmSources(null, origin.webSeeds());
    }

    private record Resume(@Nullable add_torrent_params parameters, @Nullable String rejected) {}

    private static Resume readResumeData(StoredTorrent torrent) {
        var stored = torrent.resumeData();
        if (stored == null) {
            return new Resume(null, null);
        }
        if (stored.bytes().length > ResumeFormat.MOST_BYTES) {
            return new Resume(null, "the resume data is too large");
        }
        if (ResumeFormat.isNewer(stored.bytes())) {
            return new Resume(null, "the resume data is of a newer version of Revaer");
        }
        try {
            return readResumeData(stored, torrent.infoHashes());
        } catch (RuntimeException e) {
            return new Resume(null, "the resume data is damaged (" + e.getMessage() + ")");
        }
    }

    private static Resume readResumeData(Bencoded stored, InfoHashes expected) {
        var error = new error_code();
        var vector = Swig.vector(stored.bytes());
        var parameters = libtorrent.read_resume_data_ex(vector, error);
        vector.delete();
        if (error.failed()) {
            return new Resume(null, "the resume data is damaged (" + error.message() + ")");
        }
        var hashes = parameters.getInfo_hashes();
        if ((!hashes.has_v1() && !hashes.has_v2())
                || !isSame(Swig.infoHashes(hashes), expected)) {
            return new Resume(null, "the resume data is another torrent's");
        }
        return new Resume(parameters, null);
    }

    /// Resume data that was saved while none of its peers was there knows of none.
    private static void addPeersOfMagnet(add_torrent_params parameters, @Nullable String magnet) {
        if (magnet == null) {
            return;
        }
        try {
            var named = LibtorrentMetainfo.parseMagnet(magnet);
            var peers = parameters.getPeers();
            peers.addAll(named.getPeers());
            parameters.setPeers(peers);
            named.delete();
        } catch (EngineException e) {
            LOG.debug("the magnet link that a torrent was added by cannot be read any more", e);
        }
    }

    /// A magnet that named one hash of a hybrid has learnt the other since.
    private static boolean isSame(InfoHashes some, InfoHashes others) {
        return !Collections.disjoint(some.all(), others.all());
    }

    private static add_torrent_params fresh(StoredTorrent torrent, TorrentDefaults.Values defaults) {
        var magnet = torrent.magnet();
        var parameters = magnet != null ? LibtorrentMetainfo.parseMagnet(magnet) : new add_torrent_params();
        parameters.setStorage_mode(switch (defaults.allocation()) {
            case SPARSE -> storage_mode_t.storage_mode_sparse;
            case FULL -> storage_mode_t.storage_mode_allocate;
        });
        return parameters;
    }

    /// What the magnet, or else the metainfo, says. Resume data says no more, and at times less.
    static SwarmSources origin(StoredTorrent torrent, @Nullable torrent_info info) {
        var magnet = torrent.magnet();
        if (magnet != null) {
            var parsed = LibtorrentMetainfo.parseMagnet(magnet);
            var sources = LibtorrentSources.of(parsed);
            parsed.delete();
            return sources;
        }
        return info == null ? SwarmSources.OF_METAINFO : LibtorrentSources.of(info);
    }

    private static void put(add_torrent_params parameters, SwarmSources origin, SwarmSources wanted) {
        LibtorrentSources.put(
                parameters,
                firstOf(wanted.trackers(), origin.trackers()),
                firstOf(wanted.webSeeds(), origin.webSeeds()));
    }

    private static <T> List<T> firstOf(@Nullable List<T> wanted, @Nullable List<T> origin) {
        return wanted != null ? wanted : origin != null ? origin : List.of();
    }

    /// They stand in the parameters, all of them allowed.
    private static void dropTrackers(torrent_info info) {
        info.clear_trackers();
        info.set_web_seeds(new web_seed_entry_vector());
    }

    private static torrent_flags_t flags(
            add_torrent_params parameters,
            StoredTorrent torrent,
            boolean pex,
            boolean isTrusted) {
        var bits = Swig.bits(parameters.getFlags());
        // libtorrent keeps it in resume data, and a torrent would never download again
        bits &= ~Swig.bits(libtorrent.getUpload_mode());
        if (isTrusted) {
            bits |= Swig.bits(libtorrent.getSeed_mode());
        }
        bits &= ~Swig.bits(libtorrent.getAuto_managed());
        bits &= ~Swig.bits(libtorrent.getPaused());
        bits &= ~Swig.bits(libtorrent.getDisable_pex());
        bits |= pex ? 0 : Swig.bits(libtorrent.getDisable_pex());
        bits |= Swig.bits(libtorrent.getDuplicate_is_error());
        bits |= Swig.bits(libtorrent.getUpdate_subscribe());
        bits |= Swig.bits(libtorrent.getApply_ip_filter());
        bits |= RunState
                .flags(!torrent.holds().isEmpty(), torrent.options().has(TransferMode.FORCE_START));
        return torrent_flags_t.from_int(bits);
    }
}
