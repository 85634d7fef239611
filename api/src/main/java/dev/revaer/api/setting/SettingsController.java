package dev.revaer.api.setting;

import java.util.regex.Pattern;

import dev.revaer.api.access.Caller;
import dev.revaer.api.problem.ApiError.BadParameter;
import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.setting.SettingsControl.Config;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping(path = "/v1/config", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "settings")
public final class SettingsController {
    private static final Pattern ETAG = Pattern.compile("\"([0-9]{1,18})\"");

    private final SettingsControl settings;

    public SettingsController(SettingsControl settings) {
        this.settings = settings;
    }

    @Operation(operationId = "getConfig", summary = "All settings, with the revision as ETag")
    @GetMapping
    ResponseEntity<Config> get() {
        return answer(settings.current());
    }

    /// 200 with the new settings once they are kept and applied; 412 if they are not those the client has seen.
    @Operation(operationId = "patchConfig", summary = "Change settings by a JSON merge patch (RFC 7396)")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject("""
            {"limits": {"downloadBytesPerSecond": 5000000}, "engine": {"network": {"encryption": "require"}}}""")))
    @ApiResponse(responseCode = "200", description = "It is kept and applied")
    @PatchMapping(consumes = {MediaType.APPLICATION_JSON_VALUE, "application/merge-patch+json"})
    ResponseEntity<Config> patch(
            @RequestBody JsonNode patch,
            @Parameter(description = "the revision the change is made for") @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        if (!patch.isObject()) {
            throw new ApiException(Invalid.at("", "must be an object"));
        }
        return answer(settings.patch(patch, revision(ifMatch), Caller.of(exchange)));
    }

    private static @Nullable Long revision(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.equals("*")) {
            return null;
        }
        var matcher = ETAG.matcher(ifMatch.strip());
        if (!matcher.matches()) {
            throw new ApiException(new BadParameter("If-Match", "must be a revision in quotes: \"7\""));
        }
        return Long.valueOf(matcher.group(1));
    }

    private static ResponseEntity<Config> answer(Config current) {
        return ResponseEntity.ok().eTag("\"" + current.revision() + "\"").body(current);
    }
}
