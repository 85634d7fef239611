package dev.revaer.cli.http;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

import dev.revaer.cli.json.Fields;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.sse.EventStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The service's HTTP interface; the clients of its topics speak through it.
///
/// Every method throws [CliException]: [CliError.Unreachable] when no answer came in time, [CliError.Refused] with the
/// service's own words, [CliError.NotUnderstood] when the answer is not of the contract. A `path` begins with a slash
/// and is encoded, its query included.
public final class RevaerClient implements AutoCloseable {
    private static final int MOST_PAGES = 10_000;
    private static final int UNAVAILABLE = 503;
    private static final String JSON = "application/json";

    private final String url;
    private final Transport transport;

    /// A client of one service. Nothing is sent yet.
    public RevaerClient(Connection connection, Timeouts timeouts) {
        this.url = connection.url();
        this.transport = new Transport(connection, timeouts);
    }

    /// Gives up what is under way.
    @Override
    public void close() {
        transport.close();
    }

    /// Where the service is.
    public String url() {
        return url;
    }

    /// Reads an object.
    public Fields get(String path) {
        return transport.answer(transport.request(path).GET().build()).fields();
    }

    /// Reads an object that everybody may read: no key is sent.
    public Fields getOpen(String path) {
        return transport.answer(transport.openRequest(path).GET().build()).fields();
    }

    /// Reads a file, such as a `.torrent`.
    public byte[] bytes(String path) {
        return transport.bytes(transport.request(path).setHeader("Accept", "*/*").GET().build());
    }

    /// Reads a file of any size, as it comes.
    ///
    /// @param limit until it begins to come
    public Download download(String path, Duration limit) {
        return transport.download(transport.request(path).setHeader("Accept", "*/*").GET().build(), limit);
    }

    /// Sends a file.
    ///
    /// @param limit for sending it and for what is done with it
    public Fields upload(String path, String type, Path file, Duration limit) {
        try {
            var request = transport.request(path)
                    .header("Content-Type", type)
                    .POST(BodyPublishers.ofFile(file))
                    .build();
            return transport.answer(request, limit).fields();
        } catch (FileNotFoundException e) {
            throw new CliException(new CliError.Invalid(file + ": it can't be read"), e);
        }
    }

    /// Asks for something to be done that needs no key but a header of its own.
    public Fields postWith(String header, String value, String path, JsonNode body) {
        return transport.answer(
                transport.openRequest(path)
                        .header("Content-Type", JSON)
                        .header(header, value)
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build())
                .fields();
    }

    /// Changes parts of what is there, if it is still what it was.
    ///
    /// @param revision of what it was; null for whatever is there
    public Fields patchMatching(String path, JsonNode body, @Nullable Long revision) {
        var request = transport.request(path).header("Content-Type", JSON);
        if (revision != null) {
            request.header("If-Match", "\"" + revision + "\"");
        }
        return transport
                .answer(request.method("PATCH", BodyPublishers.ofString(body.toString())).build())
                .fields();
    }

    /// Asks for something to be done.
    public Fields post(String path, JsonNode body) {
        return send("POST", path, body).fields();
    }

    /// Asks for something to be done that has no answer but that it is done.
    public void tell(String path, JsonNode body) {
        good(send("POST", path, body));
    }

    /// Puts something in the place of what was there.
    public Fields put(String path, JsonNode body) {
        return send("PUT", path, body).fields();
    }

    /// Changes parts of what is there.
    public Fields patch(String path, JsonNode body) {
        return send("PATCH", path, body).fields();
    }

    /// Removes something.
    public void delete(String path) {
        good(transport.answer(transport.request(path).DELETE().build()));
    }

    /// Removes something from a list, which is the answer.
    public Fields deleteFrom(String path) {
        return transport.answer(transport.request(path).DELETE().build()).fields();
    }

    /// A list with all its pages put together: `items`, `nextCursor` where the limit ended it, and `total` if it tells.
    ///
    /// @param limit the most items that are wanted
    /// @param largestPage the most that the service puts on a page of this list
    public Fields pages(String path, Query filter, int limit, int largestPage) {
        var items = JsonNodeFactory.instance.arrayNode();
        String cursor = null;
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            var query = new Query().with("limit", Math.min(limit - items.size(), largestPage))
                    .with("cursor", cursor);
            Fields page = get(query.withAll(filter).of(path));
            add(page, items, limit);
            String next = page.text("nextCursor");
            if (next == null || items.size() >= limit) {
                return whole(page, items);
            }
            if (next.equals(cursor)) {
                break;
            }
            cursor = next;
        }
        throw new CliException(new CliError.NotUnderstood("the list has no end"));
    }

    /// How the service is: `status`, `components`, `version`; unwell is an answer like well.
    ///
    /// @param path `/health/full`, or `/health`, `/livez` or `/readyz`, for which no key is sent
    public Fields health(String path) {
        var request = path.equals("/health/full") ? transport.request(path) : transport.openRequest(path);
        Answer answer = transport.answer(request.GET().build());
        boolean unwell = answer.status() == UNAVAILABLE
                && !answer.type().startsWith("application/problem+json");
        if (!answer.isGood() && !unwell) {
            throw answer.refusal();
        }
        Fields health = Fields.parse(answer.text());
        if (health.text("status") == null) {
            throw new CliException(new CliError.NotUnderstood("the health has no status"));
        }
        return health;
    }

    /// Opens the event stream.
    ///
    /// @param after the id of the last event already known; without one the stream begins with what comes now
    public EventStream events(EventFilter filter, OptionalLong after) {
        return stream(filter.path(), after, null);
    }

    /// Opens a stream of server-sent events.
    ///
    /// @param after the id of the last event already known
    /// @param silence how long nothing may come; null for what is usual
    public EventStream stream(String path, OptionalLong after, @Nullable Duration silence) {
        HttpRequest.Builder request = transport.request(path).setHeader("Accept", "text/event-stream");
        after.ifPresent(id -> request.header("Last-Event-ID", Long.toString(id)));
        return transport.events(request.GET().build(), silence);
    }

    private Answer send(String method, String path, JsonNode body) {
        return transport.answer(
                transport.request(path)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body.toString()))
                        .build());
    }

    private static void good(Answer answer) {
        if (!answer.isGood()) {
            throw answer.refusal();
        }
    }

    private static void add(Fields page, ArrayNode items, int limit) {
        JsonNode found = page.json().path("items");
        if (!found.isArray()) {
            throw new CliException(new CliError.NotUnderstood("the list has no items"));
        }
        for (JsonNode item : found) {
            if (items.size() < limit) {
                items.add(item);
            }
        }
    }

    private static Fields whole(Fields last, ArrayNode items) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.set("items", items);
        for (var member : last.json().properties()) {
            if (!member.getKey().equals("items")) {
                whole.set(member.getKey(), member.getValue());
            }
        }
        return new Fields(whole);
    }
}
