/// Who feeds a torrent: `/v1/torrents/{hash}/trackers`, `web-seeds` and `peers`.
@NullMarked
package dev.revaer.api.swarm;

import org.jspecify.annotations.NullMarked;
