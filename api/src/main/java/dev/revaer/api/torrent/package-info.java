/// Torrents over HTTP: `/v1/torrents`.
@NullMarked
package dev.revaer.api.torrent;

import org.jspecify.annotations.NullMarked;
