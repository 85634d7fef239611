package dev.revaer.cli.http;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.StreamSupport;

import dev.revaer.cli.json.Fields;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.sse.EventStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/// The service's HTTP interface.
///
/// Every method throws [CliException]: [CliError.Unreachable] when no answer came in time, [CliError.Refused] with the
/// service's own words, [CliError.NotUnderstood] when the answer is not of the contract.
public final class RevaerClient {
    /// The most torrents the service puts on one page.
    public static final int LARGEST_PAGE = 500;

    private static final int MOST_PAGES = 10_000;

    private final String url;
    private final Transport transport;

    /// A client of one service. Nothing is sent yet.
    public RevaerClient(Connection connection, Timeouts timeouts) {
        this.url = connection.url();
        this.transport = new Transport(connection, timeouts);
    }

    /// Where the service is.
    public String url() {
        return url;
    }

    /// Adds a torrent.
    public Torrent add(NewTorrent torrent) {
        return new Torrent(post("/v1/torrents", torrent.json()).fields());
    }

    /// The torrents in any of these states, oldest first as the service sorts them.
    ///
    /// @param states empty for all
    /// @param limit the most that are wanted
    public TorrentPage torrents(List<String> states, int limit) {
        var items = new ArrayList<Torrent>();
        String cursor = null;
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            TorrentPage page = page(states, Math.min(limit - items.size(), LARGEST_PAGE), cursor);
            items.addAll(page.items().subList(0, Math.min(page.items().size(), limit - items.size())));
            String next = page.nextCursor();
            if (next == null || items.size() >= limit) {
                return new TorrentPage(items, next, page.total());
            }
            if (next.equals(cursor)) {
                break;
            }
            cursor = next;
        }
        throw new CliException(new CliError.NotUnderstood("the list of torrents has no end"));
    }

    /// The torrent of this info hash.
    ///
    /// @param infoHash 40 or 64 hex digits
    public Torrent torrent(String infoHash) {
        return new Torrent(
                transport.answer(transport.request("/v1/torrents/" + infoHash).GET().build()).fields());
    }

    /// Removes a torrent.
    ///
    /// @param deleteData what it downloaded, too
    public void remove(String infoHash, boolean deleteData) {
        String path = "/v1/torrents/" + infoHash + "?deleteData=" + deleteData;
        Answer answer = transport.answer(transport.request(path).DELETE().build());
        if (!answer.isGood()) {
            throw answer.refusal();
        }
    }

    /// Commands a torrent.
    ///
    /// @param action `pause` or `resume`
    public Torrent act(String infoHash, String action) {
        var body = JsonNodeFactory.instance.objectNode().put("action", action);
        return new Torrent(post("/v1/torrents/" + infoHash + "/action", body.toString()).fields());
    }

    /// How the service is: `status`, `components`, `version`; unwell is an answer like well. Sends no key.
    public Fields health() {
        Answer answer = transport.answer(transport.openRequest("/health").GET().build());
        if (!answer.isGood() && answer.status() != 503) {
            throw answer.refusal();
        }
        if (answer.status() == 503 && answer.type().startsWith("application/problem+json")) {
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
        var query = new ArrayList<String>();
        if (filter.infoHash() != null) {
            query.add("torrent=" + encoded(filter.infoHash()));
        }
        filter.types().forEach(type -> query.add("type=" + encoded(type)));
        String path = "/v1/events" + (query.isEmpty() ? "" : "?" + String.join("&", query));
        HttpRequest.Builder request = transport.request(path).setHeader("Accept", "text/event-stream");
        after.ifPresent(id -> request.header("Last-Event-ID", Long.toString(id)));
        return transport.events(request.GET().build());
    }

    private TorrentPage page(List<String> states, int limit, @Nullable String cursor) {
        var path = new StringBuilder("/v1/torrents?limit=").append(limit);
        if (cursor != null) {
            path.append("&cursor=").append(encoded(cursor));
        }
        states.forEach(state -> path.append("&state=").append(encoded(state)));
        Fields page = transport.answer(transport.request(path.toString()).GET().build()).fields();
        if (!page.json().path("items").isArray()) {
            throw new CliException(new CliError.NotUnderstood("the list of torrents has no items"));
        }
        List<Torrent> items = StreamSupport.stream(page.json().path("items").spliterator(), false)
                .map(item -> new Torrent(new Fields(item)))
                .toList();
        return new TorrentPage(items, page.text("nextCursor"), page.count("total"));
    }

    private Answer post(String path, String body) {
        return transport.answer(
                transport.request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
