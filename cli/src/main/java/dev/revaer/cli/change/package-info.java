/// The verbs that give a torrent other settings or another place, and that make and export `.torrent` files.
@NullMarked
package dev.revaer.cli.change;

import org.jspecify.annotations.NullMarked;
