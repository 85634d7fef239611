package dev.revaer.api.network;

import java.util.List;

import dev.revaer.api.audit.ChangeFilter;
import dev.revaer.api.network.PeerBans.Ban;
import dev.revaer.engine.network.NetworkControl;
import dev.revaer.engine.network.NetworkStatus;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

@RestController
@RequestMapping(path = "/v1/network", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "network")
public final class NetworkController {
    private final NetworkControl network;
    private final PeerBans bans;

    public NetworkController(NetworkControl network, PeerBans bans) {
        this.network = network;
        this.bans = bans;
    }

    @Operation(operationId = "getNetwork", summary = "Where Revaer listens and how it is reached")
    @GetMapping
    NetworkStatus status() {
        return network.status();
    }

    @Operation(operationId = "listBans", summary = "The addresses that are kept away")
    @GetMapping("/bans")
    BanList bans() {
        return BanList.of(bans.bans());
    }

    /// 200 once its peers are disconnected; also if it was banned before.
    @Operation(operationId = "ban", summary = "Keep an address away from all torrents, for good")
    @ApiResponse(responseCode = "200", description = "It is banned")
    @PostMapping(path = "/bans", consumes = MediaType.APPLICATION_JSON_VALUE)
    Ban ban(
            @RequestBody PeerAddress request,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        ChangeFilter.note(exchange, "address", String.valueOf(request.address()));
        return bans.ban(request.host(), null);
    }

    /// 204 once it may connect again; also if it was not banned.
    @Operation(operationId = "unban", summary = "Let an address in again")
    @ApiResponse(responseCode = "204", description = "It is not banned")
    @DeleteMapping("/bans/{address}")
    ResponseEntity<Void> unban(@PathVariable String address) {
        bans.unban(new PeerAddress(address).host());
        return ResponseEntity.noContent().build();
    }

    /// All bans.
    record BanList(List<Ban> items, int total) {
        static BanList of(List<Ban> bans) {
            return new BanList(bans, bans.size());
        }
    }
}
