package dev.revaer.cli.service;

import dev.revaer.cli.http.RevaerClient;
import dev.revaer.cli.json.Fields;
import dev.revaer.cli.problem.CliError.Refused;
import dev.revaer.cli.problem.CliException;
import tools.jackson.databind.node.JsonNodeFactory;

/// Torrents' files on their way to another directory.
public final class Moves {
    private static final int NOT_FOUND = 404;

    private final RevaerClient client;

    /// Speaks through this client.
    public Moves(RevaerClient client) {
        this.client = client;
    }

    /// Begins to move files.
    ///
    /// @param directory absolute, of the service's machine
    public Fields begin(String infoHash, String directory) {
        return client
                .post(path(infoHash), JsonNodeFactory.instance.objectNode().put("downloadDir", directory));
    }

    /// How far it is; an empty object once nothing is on its way any more.
    public Fields get(String infoHash) {
        try {
            return client.get(path(infoHash));
        } catch (CliException e) {
            if (e.error() instanceof Refused(var problem) && problem.status() == NOT_FOUND) {
                return new Fields(JsonNodeFactory.instance.objectNode());
            }
            throw e;
        }
    }

    private static String path(String infoHash) {
        return Torrents.path(infoHash) + "/move";
    }
}
