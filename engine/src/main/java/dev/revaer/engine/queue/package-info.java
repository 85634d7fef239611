/// Which torrents run and which wait.
@NullMarked
package dev.revaer.engine.queue;

import org.jspecify.annotations.NullMarked;
