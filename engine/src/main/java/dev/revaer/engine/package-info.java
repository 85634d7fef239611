/// Runs torrents: what callers may import.
@NullMarked
package dev.revaer.engine;

import org.jspecify.annotations.NullMarked;
