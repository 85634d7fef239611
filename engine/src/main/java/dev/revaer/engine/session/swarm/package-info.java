/// Trackers, web seeds and peers of one torrent, read from libtorrent and told to it.
@NullMarked
package dev.revaer.engine.session.swarm;

import org.jspecify.annotations.NullMarked;
