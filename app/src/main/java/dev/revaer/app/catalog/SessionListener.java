package dev.revaer.app.catalog;

import java.time.Instant;
import java.util.Objects;

import dev.revaer.app.job.JobQueue;
import dev.revaer.engine.Hold;
import dev.revaer.engine.Metainfo;
import dev.revaer.engine.Torrent;
import dev.revaer.engine.TorrentState;
import dev.revaer.engine.event.EngineListener;
import dev.revaer.engine.event.Event;
import dev.revaer.engine.event.EventBus;
import dev.revaer.engine.event.EventData;
import dev.revaer.engine.event.EventData.Completed;
import dev.revaer.engine.event.EventData.FilesDiscovered;
import dev.revaer.engine.event.EventData.MetadataReceived;
import dev.revaer.engine.event.EventData.StateChanged;
import dev.revaer.engine.event.Standing;

/// Puts what happens in the session on the bus, each fact in one transaction with its event.
public final class SessionListener implements EngineListener {
    private final EventBus bus;
    private final TorrentTable torrents;
    private final JobQueue jobs;

    public SessionListener(EventBus bus, TorrentTable torrents, JobQueue jobs) {
        this.bus = bus;
        this.torrents = torrents;
        this.jobs = jobs;
    }

    @Override
    public void metadataReceived(Torrent torrent, Metainfo metadata, byte[] metainfo) {
        var infoHash = torrent.infoHash();
        var received = new MetadataReceived(metadata.name(), metadata.sizeBytes(), metadata.files().size());
        bus.publish(
                Event.about(torrent, received),
                () -> torrents.setMetadata(infoHash, torrent.infoHashes(), metadata.name(), metainfo));
        bus.publish(Event.about(torrent, FilesDiscovered.of(metadata.files())));
    }

    /// The download is marked as finished, queued for the library and told in one transaction: it can be neither
    /// forgotten nor done twice.
    @Override
    public void completed(Torrent torrent) {
        var infoHash = torrent.infoHash();
        var at = Objects.requireNonNullElseGet(torrent.completedAt(), Instant::now);
        var event = new Completed(
                torrent.name(),
                String.valueOf(torrent.contentPath()),
                torrent.transfer().sizeBytes());
        jobs.expect(infoHash);
        bus.publish(new Event(at, infoHash, Standing.of(torrent), event), () -> {
            if (torrents.setCompleted(infoHash, at)) {
                jobs.enqueue(infoHash, at);
            }
        });
    }

    /// A met goal is kept in one transaction with the state it leads to.
    @Override
    public void happened(Torrent torrent, EventData data) {
        var event = Event.about(torrent, data);
        if (data instanceof StateChanged change && change.to() == TorrentState.COMPLETED
                && torrent.holds().containsKey(Hold.GOAL)) {
            bus.publish(event, () -> torrents.setGoalMet(torrent.infoHash()));
        } else {
            bus.publish(event);
        }
    }

    @Override
    public void progressed(Torrent torrent) {
        bus.progress(torrent);
    }
}
