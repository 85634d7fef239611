package dev.revaer.cli.overview;

import java.util.List;
import java.util.concurrent.Callable;

import dev.revaer.cli.json.Fields;
import dev.revaer.cli.output.Column;
import dev.revaer.cli.output.Kind;
import dev.revaer.cli.service.Network;
import dev.revaer.cli.session.Session;
import picocli.CommandLine.Command;

/// `revaer network`.
@Command(name = "network", header = "Show how the service reaches the world: sockets, port mappings, whether others reach it.", footerHeading = "%nExamples:%n", footer = {
        "  revaer network",
        "  revaer network -q  # true if connections have come in"})
public final class NetworkCommand implements Callable<Integer> {
    private static final List<Column> FACTS = List.of(
            new Column("externalAddresses", "External", Kind.LIST),
            new Column("hasIncoming", "Reachable", Kind.TEXT),
            new Column("dhtNodes", "DHT nodes", Kind.COUNT),
            new Column("peers", "Peers", Kind.COUNT));
    private static final List<Column> SOCKETS = List.of(
            new Column("address", "LISTENS ON", Kind.TEXT),
            new Column("port", "PORT", Kind.COUNT),
            new Column("protocol", "FOR", Kind.TEXT),
            new Column("reason", "FAILED", Kind.NAME));
    private static final List<Column> MAPPINGS = List.of(
            new Column("transport", "MAPPED BY", Kind.TEXT),
            new Column("protocol", "FOR", Kind.TEXT),
            new Column("externalPort", "PORT", Kind.COUNT),
            new Column("error", "FAILED", Kind.NAME));

    private final Session session;

    /// The verb, for this run.
    public NetworkCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Fields network = new Network(session.client()).status();
        session.output().object(network, FACTS, "hasIncoming");
        if (session.isTalking()) {
            table(network, "listening", SOCKETS);
            table(network, "failures", SOCKETS);
            table(network, "mappings", MAPPINGS);
        }
        return 0;
    }

    private void table(Fields network, String member, List<Column> columns) {
        List<Fields> items = network.each(member);
        if (!items.isEmpty()) {
            session.console().line("");
            session.output().list(network, items, columns, "port", "");
        }
    }
}
