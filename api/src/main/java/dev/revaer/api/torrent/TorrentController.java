package dev.revaer.api.torrent;

import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.revaer.api.problem.ApiError.BadParameter;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.problem.QueryParameters;
import dev.revaer.api.torrent.TorrentCatalog.CatalogTorrent;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.TorrentState;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/torrents")
public final class TorrentController {
    private static final int USUAL_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 500;

    private final TorrentCatalog catalog;

    public TorrentController(TorrentCatalog catalog) {
        this.catalog = catalog;
    }

    /// 201 once the torrent is kept and started; 409 if it is here already.
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<TorrentAnswer> add(@RequestBody AddRequest request) {
        var answer = TorrentAnswer.of(catalog.add(request.check()));
        return ResponseEntity.created(URI.create("/v1/torrents/" + answer.infoHash())).body(answer);
    }

    /// Parameters: `limit` (1 to 500), `cursor`, `state` (several).
    @GetMapping
    TorrentPage list(@RequestParam MultiValueMap<String, String> query) {
        var parameters = new QueryParameters(query, Set.of("limit", "cursor", "state"));
        return TorrentPage.of(
                catalog.torrents(),
                filter(parameters.all("state")),
                parameters.one("cursor"),
                parameters.number("limit", 1, HIGHEST_LIMIT, USUAL_LIMIT));
    }

    @GetMapping("/{hash}")
    TorrentAnswer get(@PathVariable String hash) {
        return TorrentAnswer.of(catalog.get(InfoHash.parse(hash)));
    }

    /// 204 once it is gone, and its data too if `deleteData=true`.
    @DeleteMapping("/{hash}")
    ResponseEntity<Void> remove(
            @PathVariable String hash,
            @RequestParam MultiValueMap<String, String> query) {
        var parameters = new QueryParameters(query, Set.of("deleteData"));
        catalog.remove(InfoHash.parse(hash), parameters.flag("deleteData"));
        return ResponseEntity.noContent().build();
    }

    /// 200 once libtorrent has done it.
    @PostMapping(path = "/{hash}/action", consumes = MediaType.APPLICATION_JSON_VALUE)
    TorrentAnswer act(@PathVariable String hash, @RequestBody ActionRequest request) {
        var infoHash = InfoHash.parse(hash);
        return TorrentAnswer.of(switch (request.check()) {
            case PAUSE -> catalog.pause(infoHash);
            case RESUME -> catalog.resume(infoHash);
        });
    }

    private static Predicate<CatalogTorrent> filter(List<String> labels) {
        if (labels.isEmpty()) {
            return _ -> true;
        }
        var states = labels.stream().map(TorrentController::state).collect(Collectors.toSet());
        return kept -> states.contains(kept.torrent().state());
    }

    private static TorrentState state(String label) {
        var state = TorrentState.ofLabel(label);
        if (state == null) {
            throw new ApiException(new BadParameter("state", "'" + label + "' is not a state"));
        }
        return state;
    }
}
