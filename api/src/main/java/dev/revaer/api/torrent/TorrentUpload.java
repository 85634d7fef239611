package dev.revaer.api.torrent;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;

import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.torrent.TorrentCatalog.NewTorrent;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.web.server.ServerWebInputException;
import reactor.core.publisher.Flux;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The parts of an upload (RFC 7578), read as they come and no further than their bounds.
final class TorrentUpload {
    private static final int LARGEST_OPTIONS = 64 * 1024;
    private static final int LARGEST_FRAME = 1024 * 1024;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Map<String, Integer> largest;
    private final int largestUpload;
    private final Map<String, Part> parts = new HashMap<>();
    private @Nullable Part current;
    private @Nullable ApiException refusal;

    /// @param largestMetainfo bytes that are taken
    TorrentUpload(int largestMetainfo) {
        this.largest = Map.of("torrent", largestMetainfo, "options", LARGEST_OPTIONS);
        this.largestUpload = largestMetainfo + LARGEST_FRAME;
    }

    /// Waits for the client, so it must run on a virtual thread. Reads to the end even when a part is refused, keeping
    /// nothing more: Spring's parser releases its buffers twice if it is cancelled.
    ///
    /// @param contentLength as the request's header has it; -1 if it has none
    /// @throws ApiException with [Invalid] if parts are missing, unknown, repeated, too large or wrong in themselves
    NewTorrent read(long contentLength, Flux<PartEvent> events) {
        if (contentLength > largestUpload) {
            throw invalid("torrent", "an upload of more than " + largestUpload + " bytes");
        }
        try (var stream = events.onErrorMap(IllegalArgumentException.class, TorrentUpload::malformed)
                .onErrorMap(IndexOutOfBoundsException.class, TorrentUpload::malformed)
                .toStream(1)) {
            stream.forEach(this::take);
        }
        if (refusal != null) {
            throw refusal;
        }
        return torrent();
    }

    private void take(PartEvent event) {
        var content = event.content();
        try {
            if (refusal == null) {
                keep(event, content);
            }
        } catch (ApiException e) {
            refusal = e;
        } finally {
            DataBufferUtils.release(content);
        }
    }

    private void keep(PartEvent event, DataBuffer content) {
        if (current == null) {
            current = begin(name(event));
        }
        current.append(content);
        if (event.isLast()) {
            current = null;
        }
    }

    /// Spring's parser of this header trips over some that are cut off.
    private static @Nullable String name(PartEvent event) {
        try {
            return event.headers().getContentDisposition().getName();
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw invalid("", "a part whose Content-Disposition cannot be read");
        }
    }

    private Part begin(@Nullable String name) {
        var most = name == null ? null : largest.get(name);
        if (name == null || most == null) {
            throw invalid(name == null ? "" : name, "unknown; known are options, torrent");
        }
        var part = new Part(name, most, new ByteArrayOutputStream());
        if (parts.put(name, part) != null) {
            throw invalid(name, "given more than once");
        }
        return part;
    }

    private NewTorrent torrent() {
        var torrent = parts.get("torrent");
        if (torrent == null || torrent.bytes().size() == 0) {
            throw invalid("torrent", torrent == null ? "missing" : "empty");
        }
        return options().checkBeside(torrent.bytes().toByteArray());
    }

    private AddRequest options() {
        var options = parts.get("options");
        if (options == null) {
            return AddRequest.EMPTY;
        }
        try {
            var request = JSON.readValue(options.bytes().toByteArray(), AddRequest.class);
            if (request == null) {
                throw invalid("options", "null");
            }
            return request;
        } catch (JacksonException e) {
            throw malformed(e);
        }
    }

    private static ApiException invalid(String part, String detail) {
        return new ApiException(Invalid.at("/" + part.replace("~", "~0").replace("/", "~1"), detail));
    }

    private static ServerWebInputException malformed(Throwable cause) {
        return new ServerWebInputException("a part of the upload cannot be read", null, cause);
    }

    /// What has come of a part.
    private record Part(String name, int largest, ByteArrayOutputStream bytes) {
        void append(DataBuffer content) {
            if (bytes.size() + content.readableByteCount() > largest) {
                throw invalid(name, "more than " + largest + " bytes");
            }
            var piece = new byte[content.readableByteCount()];
            content.read(piece);
            bytes.writeBytes(piece);
        }
    }
}
