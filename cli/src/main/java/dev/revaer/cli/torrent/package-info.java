/// The verbs that add, show, command and remove torrents.
@NullMarked
package dev.revaer.cli.torrent;

import org.jspecify.annotations.NullMarked;
