package dev.revaer.cli.file;

import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;

import dev.revaer.cli.argument.OneTorrent;
import dev.revaer.cli.json.Fields;
import dev.revaer.cli.output.Column;
import dev.revaer.cli.output.Kind;
import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;
import dev.revaer.cli.service.TorrentFiles;
import dev.revaer.cli.session.Session;
import dev.revaer.cli.view.Units;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `revaer pieces`.
@Command(name = "pieces", header = "Show which pieces of a torrent are here: # all of a stretch, + some, - none.", footerHeading = "%nExamples:%n", footer = {
        "  revaer pieces debian-13"})
public final class PiecesCommand implements Callable<Integer> {
    private static final int ROWS = 8;
    private static final int MARGIN = 4;

    private static final List<Column> COLUMNS = List.of(
            new Column("count", "PIECES", Kind.COUNT),
            new Column("pieceLength", "LENGTH", Kind.SIZE));

    private final Session session;

    @Mixin
    private final OneTorrent torrent = new OneTorrent();

    /// The verb, for this run.
    public PiecesCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        var pieces = new TorrentFiles(session.client(), torrent.infoHash(session)).pieces();
        if (session.isTalking()) {
            print(pieces);
        } else {
            session.output().object(pieces, COLUMNS, "count");
        }
        return 0;
    }

    private void print(Fields pieces) {
        int count = (int) pieces.count("count");
        var have = have(pieces.text("have", ""), count);
        session.console()
                .line(
                        "%d of %d pieces of %s, %d on their way".formatted(
                                have.cardinality(),
                                count,
                                Units.size(pieces.count("pieceLength")),
                                pieces.each("downloading").size()));
        int width = session.console().terminal().columns() - MARGIN;
        int cells = Math.min(count, width * ROWS);
        var map = new StringBuilder();
        for (int cell = 0; cell < cells; cell++) {
            int from = (int) ((long) cell * count / cells);
            int to = (int) ((cell + 1L) * count / cells);
            int here = have.get(from, to).cardinality();
            map.append(here == to - from ? '#' : here > 0 ? '+' : '-');
            if ((cell + 1) % width == 0 || cell == cells - 1) {
                map.append('\n');
            }
        }
        session.console().print(map.toString());
    }

    private static BitSet have(String base64, int count) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            var have = new BitSet(count);
            for (int piece = 0; piece < count && piece / 8 < bytes.length; piece++) {
                have.set(piece, (bytes[piece / 8] & (0x80 >> (piece % 8))) != 0);
            }
            return have;
        } catch (IllegalArgumentException e) {
            throw new CliException(new CliError.NotUnderstood("the pieces are not base64"), e);
        }
    }
}
