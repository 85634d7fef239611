package dev.revaer.engine.session;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;

import dev.revaer.engine.DiskIo;
import dev.revaer.engine.EngineSettings;
import dev.revaer.engine.resume.Bencoded;
import dev.revaer.engine.resume.StoredTorrent;
import dev.revaer.engine.session.metainfo.LibtorrentMetainfo;

/// The child of [DiskIoIT].
final class CheckThenThrow {
    private static final int THROWN = 20_000;

    private CheckThenThrow() {}

    public static void main(String[] arguments) {
        var content = Path.of(arguments[1]);
        var directory = Objects.requireNonNull(content.getParent());
        var settings = EngineSettings.loopbackOnly(directory.resolve("native"), "Revaer/test")
                .with(DiskIo.valueOf(arguments[0]));
        var heard = new RecordingListener();
        try (var engine = LibtorrentEngine.start(settings, heard, heard)) {
            var reader = new LibtorrentMetainfo(settings.nativeDir());
            var bytes = reader.create(content);
            var metainfo = reader.read(bytes);
            engine.add(
                    new StoredTorrent(
                            metainfo.infoHashes(),
                            metainfo.name(),
                            null,
                            new Bencoded(bytes),
                            null,
                            directory,
                            false,
                            Instant.now(),
                            null));
            heard.await(RecordingListener.Completed.class);
            System.out.println(engine.health().detail());
            System.out.println("caught " + throwMany());
        }
    }

    @SuppressWarnings("NullAway") // the point is to dereference null
    private static int throwMany() {
        int caught = 0;
        String[] nothing = {null};
        for (int i = 0; i < THROWN; i++) {
            try {
                caught += nothing[0].length();
            } catch (NullPointerException e) {
                caught++;
            }
        }
        return caught;
    }
}
