/// The list of torrents: filtered, in an order, page by page.
@NullMarked
package dev.revaer.api.torrent.list;

import org.jspecify.annotations.NullMarked;
