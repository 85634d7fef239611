/// The verbs about a torrent's swarm: trackers, web seeds and peers, and who is banned from all swarms.
@NullMarked
package dev.revaer.cli.swarm;

import org.jspecify.annotations.NullMarked;
