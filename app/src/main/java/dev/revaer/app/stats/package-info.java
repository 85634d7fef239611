/// Counts over all torrents.
@NullMarked
package dev.revaer.app.stats;

import org.jspecify.annotations.NullMarked;
