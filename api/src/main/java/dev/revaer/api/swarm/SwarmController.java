package dev.revaer.api.swarm;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

import dev.revaer.api.audit.ChangeFilter;
import dev.revaer.api.network.PeerAddress;
import dev.revaer.api.network.PeerBans;
import dev.revaer.api.network.PeerBans.Ban;
import dev.revaer.api.problem.ApiError.BadParameter;
import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.problem.QueryParameters;
import dev.revaer.api.torrent.TorrentCatalog;
import dev.revaer.engine.BadValueException;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.TorrentCommand.ConnectPeer;
import dev.revaer.engine.swarm.SwarmControl;
import dev.revaer.engine.swarm.Tracker;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

/// Every change is kept and done when it is answered, and to ask for it again changes nothing.
@RestController
@RequestMapping(path = "/v1/torrents/{hash}", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "swarm")
public final class SwarmController {
    private final TorrentCatalog catalog;
    private final SwarmControl swarm;
    private final PeerBans bans;

    public SwarmController(TorrentCatalog catalog, SwarmControl swarm, PeerBans bans) {
        this.catalog = catalog;
        this.swarm = swarm;
        this.bans = bans;
    }

    @Operation(operationId = "listTrackers", summary = "The trackers of a torrent and what they say")
    @GetMapping("/trackers")
    TrackerList trackers(@PathVariable String hash) {
        return TrackerList.of(swarm.trackers(InfoHash.parse(hash)));
    }

    @Operation(operationId = "addTrackers", summary = "Announce to more trackers")
    @PostMapping(path = "/trackers", consumes = MediaType.APPLICATION_JSON_VALUE)
    TrackerList addTrackers(@PathVariable String hash, @RequestBody TrackersRequest request) {
        var added = request.check();
        return changeTrackers(hash, before -> {
            var after = new ArrayList<>(before);
            after.addAll(added);
            return after;
        });
    }

    @Operation(operationId = "replaceTrackers", summary = "Announce to these trackers and no others")
    @PutMapping(path = "/trackers", consumes = MediaType.APPLICATION_JSON_VALUE)
    TrackerList replaceTrackers(@PathVariable String hash, @RequestBody TrackersRequest request) {
        var wanted = request.check();
        return changeTrackers(hash, _ -> wanted);
    }

    @Operation(operationId = "editTracker", summary = "Change the URL or tier of a tracker")
    @PatchMapping(path = "/trackers", consumes = MediaType.APPLICATION_JSON_VALUE)
    TrackerList editTracker(@PathVariable String hash, @RequestBody TrackerEdit request) {
        return changeTrackers(hash, request::in);
    }

    @Operation(operationId = "removeTracker", summary = "Announce to a tracker no more")
    @Parameter(name = "url", in = ParameterIn.QUERY, description = "the one that is to go", required = true, schema = @Schema(type = "string"))
    @DeleteMapping("/trackers")
    TrackerList removeTracker(
            @PathVariable String hash,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> query) {
        var url = url(query);
        return changeTrackers(
                hash,
                before -> before.stream().filter(tracker -> !tracker.url().equals(url)).toList());
    }

    @Operation(operationId = "listWebSeeds", summary = "The URLs that serve a torrent's content")
    @GetMapping("/web-seeds")
    WebSeedList webSeeds(@PathVariable String hash) {
        return WebSeedList.of(swarm.webSeeds(InfoHash.parse(hash)));
    }

    @Operation(operationId = "addWebSeeds", summary = "Download from more URLs")
    @PostMapping(path = "/web-seeds", consumes = MediaType.APPLICATION_JSON_VALUE)
    WebSeedList addWebSeeds(@PathVariable String hash, @RequestBody WebSeedsRequest request) {
        var added = request.check();
        return changeWebSeeds(hash, before -> {
            var after = new ArrayList<>(before);
            after.addAll(added);
            return after;
        });
    }

    @Operation(operationId = "removeWebSeed", summary = "Download from a URL no more")
    @Parameter(name = "url", in = ParameterIn.QUERY, description = "the one that is to go", required = true, schema = @Schema(type = "string"))
    @DeleteMapping("/web-seeds")
    WebSeedList removeWebSeed(
            @PathVariable String hash,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> query) {
        var url = url(query);
        return changeWebSeeds(hash, before -> before.stream().filter(seed -> !seed.equals(url)).toList());
    }

    @Operation(operationId = "listPeers", summary = "The connections of a torrent, at most 1000")
    @GetMapping("/peers")
    PeerList peers(@PathVariable String hash) {
        return PeerList.of(swarm.peers(InfoHash.parse(hash)));
    }

    /// 204 once libtorrent knows the address; whether there is a peer shows in the list.
    @Operation(operationId = "connectPeer", summary = "Connect a torrent to a peer")
    @ApiResponse(responseCode = "204", description = "The address is known to the torrent")
    @PostMapping(path = "/peers", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Void> connect(@PathVariable String hash, @RequestBody PeerAddress request) {
        catalog.command(InfoHash.parse(hash), new ConnectPeer(request.socket()));
        return ResponseEntity.noContent().build();
    }

    /// 200 once its peers are disconnected, in all torrents; also if it was banned before.
    @Operation(operationId = "banPeer", summary = "Keep a peer's address away from all torrents, for good")
    @ApiResponse(responseCode = "200", description = "It is banned")
    @PostMapping(path = "/peers/ban", consumes = MediaType.APPLICATION_JSON_VALUE)
    Ban banPeer(
            @PathVariable String hash,
            @RequestBody PeerAddress request,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        ChangeFilter.note(exchange, "address", String.valueOf(request.address()));
        var torrent = catalog.get(InfoHash.parse(hash)).torrent();
        return bans.ban(request.host(), torrent.infoHash());
    }

    private TrackerList changeTrackers(String hash, UnaryOperator<List<Tracker>> change) {
        var infoHash = InfoHash.parse(hash);
        checked(() -> catalog.change(infoHash, options -> {
            var own = options.sources().trackers();
            var before = own != null ? own : announcedTo(infoHash);
            var after = options.sources().withTrackers(change.apply(before));
            return before.equals(after.trackers()) ? options : options.with(after);
        }));
        return TrackerList.of(swarm.trackers(infoHash));
    }

    private WebSeedList changeWebSeeds(String hash, UnaryOperator<List<String>> change) {
        var infoHash = InfoHash.parse(hash);
        checked(() -> catalog.change(infoHash, options -> {
            var before = swarm.webSeeds(infoHash);
            var after = options.sources().withWebSeeds(change.apply(before));
            return before.equals(after.webSeeds()) ? options : options.with(after);
        }));
        return WebSeedList.of(swarm.webSeeds(infoHash));
    }

    private List<Tracker> announcedTo(InfoHash infoHash) {
        return swarm.trackers(infoHash).stream().map(row -> new Tracker(row.url(), row.tier())).toList();
    }

    private static void checked(Runnable change) {
        try {
            change.run();
        } catch (BadValueException e) {
            throw new ApiException(Invalid.at("/" + e.field(), e.reason()));
        }
    }

    private static String url(MultiValueMap<String, String> query) {
        var url = new QueryParameters(query, Set.of("url")).one("url");
        if (url == null) {
            throw new ApiException(new BadParameter("url", "must be given"));
        }
        return url;
    }
}
