package dev.revaer.app.job;

import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

import dev.revaer.app.hook.Outbox;
import dev.revaer.app.setting.FsopsSection;
import dev.revaer.engine.InfoHash;
import dev.revaer.engine.MetainfoReader;
import dev.revaer.engine.TorrentOptions;
import dev.revaer.engine.event.EventBus;
import dev.revaer.fsops.external.ExternalTools;
import dev.revaer.fsops.seeding.Seeding;
import org.jspecify.annotations.Nullable;

/// What jobs are done with.
///
/// @param settings that hold now
/// @param options of a torrent; null if it is gone
/// @param mustWait whether a torrent's files cannot be worked on now, as they are not there or on their way
/// @param outbox is told how jobs have ended, in the transaction that ends them
/// @param tools other programs that unpack archives
/// @param seeding has torrents seed from the library
public record JobParts(
        JobQueue queue,
        TorrentSource torrents,
        MetainfoReader metainfo,
        JobPolicies policies,
        Supplier<FsopsSection> settings,
        EventBus bus,
        Function<InfoHash, @Nullable TorrentOptions> options,
        Predicate<InfoHash> mustWait,
        StageMeter meter,
        Outbox outbox,
        ExternalTools tools,
        Seeding seeding) {}
