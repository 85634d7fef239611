/// Which files of a torrent are wanted, and how much.
@NullMarked
package dev.revaer.engine.selection;

import org.jspecify.annotations.NullMarked;
