package dev.revaer.api.setting;

import java.util.Set;
import java.util.regex.Pattern;

import dev.revaer.api.access.Caller;
import dev.revaer.api.audit.AuditedByItself;
import dev.revaer.api.problem.ApiError.BadParameter;
import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.problem.QueryParameters;
import dev.revaer.api.setting.SettingsControl.Change;
import dev.revaer.api.setting.SettingsControl.Config;
import dev.revaer.api.setting.SettingsControl.Effective;
import dev.revaer.api.setting.SettingsControl.RevisionDetail;
import dev.revaer.api.setting.SettingsControl.RevisionPage;
import dev.revaer.api.setting.SettingsControl.Wish;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping(path = "/v1/config", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "settings")
public final class SettingsController {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");
    private static final Pattern ETAG = Pattern.compile("\"(" + NUMBER + ")\"");
    private static final int USUAL_LIMIT = 50;
    private static final int HIGHEST_LIMIT = 500;
    private static final int LONGEST_REASON = 500;

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
    @AuditedByItself
    @Operation(operationId = "patchConfig", summary = "Change settings by a JSON merge patch (RFC 7396)")
    @io.swagger.v3.oas.annotations.parameters.RequestBody(content = @Content(schema = @Schema(type = "object"), examples = @ExampleObject("""
            {"limits": {"downloadBytesPerSecond": 5000000}, "engine": {"network": {"encryption": "require"}}}""")))
    @ApiResponse(responseCode = "200", description = "It is kept and applied, or, in a dry run, could be")
    @Parameter(name = "dryRun", in = ParameterIn.QUERY, description = "true to have it checked only", schema = @Schema(type = "boolean", defaultValue = "false"))
    @Parameter(name = "reason", in = ParameterIn.QUERY, description = "kept with the revision, 500 characters at most", schema = @Schema(type = "string", maxLength = 500))
    @PatchMapping(consumes = {MediaType.APPLICATION_JSON_VALUE, "application/merge-patch+json"})
    ResponseEntity<Change> patch(
            @RequestBody JsonNode patch,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> query,
            @Parameter(description = "the revision the change is made for") @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        if (!patch.isObject()) {
            throw new ApiException(Invalid.at("", "must be an object"));
        }
        return answer(settings.patch(patch, wish(query, ifMatch, exchange)));
    }

    @Operation(operationId = "listConfigRevisions", summary = "Who changed which settings, the newest first")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "revisions on a page", schema = @Schema(type = "integer", minimum = "1", maximum = "500", defaultValue = "50"))
    @Parameter(name = "before", in = ParameterIn.QUERY, description = "next of the page before", schema = @Schema(type = "integer"))
    @GetMapping("/revisions")
    RevisionPage revisions(@Parameter(hidden = true) @RequestParam MultiValueMap<String, String> query) {
        var parameters = new QueryParameters(query, Set.of("limit", "before"));
        var limit = parameters.number("limit", 1, HIGHEST_LIMIT, USUAL_LIMIT);
        var before = parameters.number("before", 1, Integer.MAX_VALUE, Integer.MAX_VALUE);
        var found = settings.revisions((long) before, limit + 1);
        var items = found.subList(0, Math.min(limit, found.size()));
        return new RevisionPage(items, found.size() > limit ? items.getLast().revision() : null);
    }

    @Operation(operationId = "getConfigRevision", summary = "One revision with all its settings")
    @GetMapping("/revisions/{revision}")
    RevisionDetail revisionDetail(@PathVariable String revision) {
        return settings.revision(number(revision));
    }

    /// The settings as they were, in a new revision. What has become immutable since, or makes no sense any more, is
    /// refused.
    @AuditedByItself
    @Operation(operationId = "restoreConfigRevision", summary = "Go back to the settings of a revision")
    @Parameter(name = "dryRun", in = ParameterIn.QUERY, description = "true to have it checked only", schema = @Schema(type = "boolean", defaultValue = "false"))
    @Parameter(name = "reason", in = ParameterIn.QUERY, description = "kept with the revision, 500 characters at most", schema = @Schema(type = "string", maxLength = 500))
    @PostMapping("/revisions/{revision}/restore")
    ResponseEntity<Change> restore(
            @PathVariable String revision,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> query,
            @Parameter(description = "the revision the change is made for") @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @Parameter(hidden = true) ServerWebExchange exchange) {
        return answer(settings.restore(number(revision), wish(query, ifMatch, exchange)));
    }

    @Operation(operationId = "getConfigSchema", summary = "What the settings may be, as JSON Schema (draft 2020-12)")
    @ApiResponse(responseCode = "200", description = "The schema", content = @Content(schema = @Schema(type = "object")))
    @GetMapping("/schema")
    JsonNode schema() {
        return settings.schema();
    }

    @Operation(operationId = "getEffectiveConfig", summary = "What the session really runs with, and why that differs")
    @GetMapping("/effective")
    Effective effective() {
        return settings.effective();
    }

    private static Wish wish(
            MultiValueMap<String, String> query,
            @Nullable String ifMatch,
            ServerWebExchange exchange) {
        var parameters = new QueryParameters(query, Set.of("dryRun", "reason"));
        var reason = parameters.one("reason");
        if (reason != null && reason.length() > LONGEST_REASON) {
            throw new ApiException(
                    new BadParameter("reason", "has more than " + LONGEST_REASON + " characters"));
        }
        return new Wish(
                revision(ifMatch),
                parameters.flag("dryRun"),
                reason,
                Caller.of(exchange),
                exchange.getRequest().getHeaders().getOrigin());
    }

    private static long number(String revision) {
        if (!NUMBER.matcher(revision).matches()) {
            throw new ApiException(new BadParameter("revision", "must be a number"));
        }
        return Long.parseLong(revision);
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

    private static ResponseEntity<Change> answer(Change made) {
        return ResponseEntity.ok().eTag("\"" + made.revision() + "\"").body(made);
    }

    private static ResponseEntity<Config> answer(Config current) {
        return ResponseEntity.ok().eTag("\"" + current.revision() + "\"").body(current);
    }
}
