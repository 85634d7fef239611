/// What a torrent needs to come back, and the port that keeps it.
@NullMarked
package dev.revaer.engine.resume;

import org.jspecify.annotations.NullMarked;
