/// What qBittorrent keeps of its torrents.
@NullMarked
package dev.revaer.cli.takeover.qbittorrent;

import org.jspecify.annotations.NullMarked;
