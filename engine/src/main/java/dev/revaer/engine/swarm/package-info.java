/// The trackers, web seeds and peers of a torrent.
@NullMarked
package dev.revaer.engine.swarm;

import org.jspecify.annotations.NullMarked;
