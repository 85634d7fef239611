/// One action for many torrents: `/v1/torrents/actions`.
@NullMarked
package dev.revaer.api.torrent.bulk;

import org.jspecify.annotations.NullMarked;
