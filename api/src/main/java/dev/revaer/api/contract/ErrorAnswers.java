package dev.revaer.api.contract;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import dev.revaer.api.access.RouteNeeds.Need;
import dev.revaer.api.access.Scope;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;

/// Which errors an operation can be answered with, as far as that follows from what it takes and needs.
final class ErrorAnswers {
    private static final String PROBLEM = "application/problem+json";
    private static final String TYPES = "https://revaer.dev/problems/";
    private static final String TOO_MANY = "429";
    /// Beyond what follows: by operation.
    private static final Map<String, Set<String>> MORE = Map.of(
            "browseDirectory",
            Set.of("403", "404", "422"),
            "listTorrents",
            Set.of("410"),
            "completeSetup",
            Set.of("401", TOO_MANY),
            "startSetup",
            Set.of("403"),
            "unban",
            Set.of("422"));
    private static final Map<String, Said> SAID = said();

    private ErrorAnswers() {}

    /// What stands for one status.
    ///
    /// @param name of the answer among those that operations share
    private record Said(String name, String description, String kind, String title, String detail) {}

    static void into(OpenAPI api) {
        SAID.forEach(
                (status, said) -> api.getComponents().addResponses(said.name(), answer(status, said)));
    }

    static void into(Operation operation, Need need) {
        var answers = operation.getResponses();
        for (var status : statuses(operation, need)) {
            if (!answers.containsKey(status)) {
                answers.addApiResponse(status, reference(status));
            }
        }
        answers.addApiResponse("default", reference("default"));
    }

    private static Set<String> statuses(Operation operation, Need need) {
        var statuses = new TreeSet<>(MORE.getOrDefault(operation.getOperationId(), Set.of()));
        var parameters = operation.getParameters();
        if (parameters != null) {
            statuses.add("400");
            parameters.forEach(parameter -> {
                if (parameter.getIn().equals("path")) {
                    statuses.add("404");
                }
                if (parameter.getName().equals("If-Match")) {
                    statuses.add("412");
                }
                if (parameter.getName().equals(IdempotencyKeys.HEADER)) {
                    statuses.add("422");
                }
            });
        }
        if (operation.getRequestBody() != null) {
            statuses.addAll(Set.of("400", "413", "415", "422"));
        }
        switch (need) {
            case Need.Key(var scope) -> {
                // 400: a parameter that is not known
                statuses.addAll(Set.of("400", "401", "409", TOO_MANY, "503"));
                if (scope != Scope.READ) {
                    statuses.add("403");
                }
            }
            case Need.OwnToken _ -> statuses.addAll(Set.of("409", "503"));
            case Need.Nothing _,Need.SetupDone _ -> {
                // nothing of its own
            }
        }
        return statuses;
    }

    private static ApiResponse reference(String status) {
        return new ApiResponse()
                .$ref("#/components/responses/" + Objects.requireNonNull(SAID.get(status)).name());
    }

    private static ApiResponse answer(String status, Said said) {
        var example = new TreeMap<String, Object>();
        example.put("type", TYPES + said.kind());
        example.put("title", said.title());
        example.put("status", status.equals("default") ? 405 : Integer.parseInt(status));
        example.put("detail", said.detail());
        example.put("instance", "/v1/torrents");
        example.put("requestId", "0c9a7f3e5b1d4286");
        if (status.equals("422")) {
            example.put(
                    "errors",
                    new Object[]{
                            Map.of("pointer", "/limits/downloadBytesPerSecond", "detail", said.detail())});
        }
        var answer = new ApiResponse().description(said.description())
                .content(
                        new Content().addMediaType(
                                PROBLEM,
                                new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem"))
                                        .example(example)));
        if (status.equals(TOO_MANY) || status.equals("503")) {
            answer.addHeaderObject(
                    "Retry-After",
                    new Header().description("seconds, where they can be told")
                            .schema(EventSchemas.typed("integer")));
        }
        return answer;
    }

    private static Map<String, Said> said() {
        return Map.ofEntries(
                Map.entry(
                        "400",
                        new Said(
                                "BadRequest",
                                "A parameter or the JSON cannot be read",
                                "bad-parameter",
                                "A parameter makes no sense",
                                "limit: must be a number from 1 to 500")),
                Map.entry(
                        "401",
                        new Said(
                                "Unauthorized",
                                "The key, or the setup's token, is missing or not known",
                                "api-key-missing",
                                "An API key is needed",
                                "send 'Authorization: Bearer <key>' or 'X-Revaer-Api-Key: <key>'")),
                Map.entry(
                        "403",
                        new Said(
                                "Forbidden",
                                "The caller may not do this",
                                "scope-missing",
                                "The API key may not do this",
                                "a key with the scope torrents is needed; this one has read")),
                Map.entry(
                        "404",
                        new Said(
                                "NotFound",
                                "There is none by this name",
                                "torrent-not-found",
                                "No such torrent",
                                "no torrent has this info hash")),
                Map.entry(
                        "409",
                        new Said(
                                "Conflict",
                                "Not possible as things are, which type tells; `setup-required` before the setup",
                                "setup-required",
                                "Revaer is not set up yet",
                                "send 'POST /admin/setup/complete' with 'X-Revaer-Setup-Token: <token>'")),
                Map.entry(
                        "410",
                        new Said(
                                "Gone",
                                "The cursor has expired: begin at the first page",
                                "cursor-expired",
                                "The cursor has expired",
                                "begin at the first page")),
                Map.entry(
                        "412",
                        new Said(
                                "PreconditionFailed",
                                "It has changed since the client saw it",
                                "revision-conflict",
                                "The settings have changed",
                                "read them again")),
                Map.entry(
                        "413",
                        new Said(
                                "ContentTooLarge",
                                "The body is larger than it may be",
                                "content-too-large",
                                "Content Too Large",
                                "the body is larger than it may be")),
                Map.entry(
                        "415",
                        new Said(
                                "UnsupportedMediaType",
                                "The body is of a type that is not taken",
                                "unsupported-media-type",
                                "Unsupported Media Type",
                                "application/json is taken")),
                Map.entry(
                        "422",
                        new Said(
                                "UnprocessableContent",
                                "The body is not valid; errors point at what is wrong",
                                "invalid-body",
                                "The body is not valid",
                                "must be 0 or more")),
                Map.entry(
                        TOO_MANY,
                        new Said(
                                "TooManyRequests",
                                "The key is used too often, or too many wrong keys came from this address",
                                "too-many-requests",
                                "The API key is used too often",
                                "try again in 2 s; /api/rate of the settings says how often it may be")),
                Map.entry(
                        "503",
                        new Said(
                                "ServiceUnavailable",
                                "A part of Revaer is away: nothing was changed; try again",
                                "database-away",
                                "The database does not answer",
                                "nothing was changed; downloads go on; try again in a moment")),
                Map.entry(
                        "default",
                        new Said(
                                "Problem",
                                "Any other error",
                                "method-not-allowed",
                                "Method Not Allowed",
                                "the method is not known here")));
    }
}
