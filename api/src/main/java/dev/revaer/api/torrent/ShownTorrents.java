package dev.revaer.api.torrent;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.revaer.api.torrent.TorrentCatalog.CatalogTorrent;
import dev.revaer.engine.InfoHash;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.JacksonSerializable;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.TypeSerializer;

/// Torrents as the API shows them, each encoded once for each of its changes: most are read far more often than they
/// change.
public final class ShownTorrents {
    /// So many may be kept beyond those that there are.
    private static final int SPARE = 1_000;
    private static final String ACTIVE = "\"activeSeconds\":";
    private static final String SEEDING = "\"seedingSeconds\":";
    private static final long SECONDS_OF_MINUTE = 60;

    private final JsonMapper json;
    private final TorrentCatalog catalog;
    private final Map<InfoHash, Encoded> encoded = new ConcurrentHashMap<>();

    /// @param json by which answers are encoded
    public ShownTorrents(JsonMapper json, TorrentCatalog catalog) {
        this.json = json;
        this.catalog = catalog;
    }

    /// One of them, as it is at a time.
    public interface Shown {
        /// What is to be encoded.
        Object body();

        /// Has the tag change with what is shown; with clocks every minute.
        void tag(AnswerTag tag);
    }

    public Shown show(CatalogTorrent kept, TorrentFields fields, Instant now) {
        if (fields.areAll()) {
            return encoded(kept).at(now);
        }
        var answer = TorrentAnswer.of(kept, now);
        return new Members(fields.of(answer), fields, answer);
    }

    private Encoded encoded(CatalogTorrent kept) {
        var infoHash = kept.torrent().infoHash();
        var known = encoded.get(infoHash);
        if (known != null && known.isOf(kept)) {
            return known;
        }
        if (encoded.size() > catalog.torrents().size() + SPARE) {
            encoded.clear(); // most of them are gone from the catalogue
        }
        var made = Encoded.of(kept, json);
        encoded.put(infoHash, made);
        return made;
    }

    private record Members(Object body, TorrentFields fields, TorrentAnswer answer) implements Shown {
        @Override
        public void tag(AnswerTag tag) {
            fields.tag(answer, tag);
        }
    }

    /// All that there is to say of a torrent but for its two clocks, which tick.
    ///
    /// @param beforeActive up to the first of the clocks, with its name
    /// @param digest of all parts
    private record Encoded(
            CatalogTorrent kept,
            SerializableString beforeActive,
            SerializableString beforeSeeding,
            SerializableString rest,
            String digest) {

        static Encoded of(CatalogTorrent kept, JsonMapper json) {
            var text = json.writeValueAsString(TorrentAnswer.of(kept, 0, 0));
            // within a text a quote would be escaped: so these are the members themselves
            var active = text.indexOf(ACTIVE) + ACTIVE.length();
            var seeding = text.indexOf(SEEDING, active) + SEEDING.length();
            if (active < ACTIVE.length() || seeding < SEEDING.length()) {
                throw new IllegalStateException("clocks are not encoded as expected: " + text);
            }
            return new Encoded(
                    kept,
                    new SerializedString(text.substring(0, active)),
                    new SerializedString(text.substring(active + 1, seeding)),
                    new SerializedString(text.substring(seeding + 1)),
                    AnswerTag.digest(text.getBytes(StandardCharsets.UTF_8)));
        }

        boolean isOf(CatalogTorrent other) {
            return kept.equals(other);
        }

        Shown at(Instant now) {
            var counters = kept.torrent().transfer().counters();
            return new EncodedAt(
                    this,
                    counters.active().at(now).toSeconds(),
                    counters.seeding().at(now).toSeconds());
        }
    }

    private record EncodedAt(
            Encoded encoded,
            long activeSeconds,
            long seedingSeconds) implements JacksonSerializable, Shown {
        @Override
        public Object body() {
            return this;
        }

        @Override
        public void tag(AnswerTag tag) {
            tag.add(encoded.digest())
                    .add(activeSeconds / SECONDS_OF_MINUTE)
                    .add(
                            seedingSeconds / SECONDS_OF_MINUTE);
        }

        @Override
        public void serialize(JsonGenerator generator, SerializationContext context) {
            generator.writeRawValue(encoded.beforeActive());
            generator.writeRaw(Long.toString(activeSeconds));
            generator.writeRaw(encoded.beforeSeeding());
            generator.writeRaw(Long.toString(seedingSeconds));
            generator.writeRaw(encoded.rest());
        }

        @Override
        public void serializeWithType(
                JsonGenerator generator,
                SerializationContext context,
                TypeSerializer types) {
            serialize(generator, context);
        }
    }
}
