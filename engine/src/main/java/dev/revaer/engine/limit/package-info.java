/// How fast and wide torrents may go, and when.
@NullMarked
package dev.revaer.engine.limit;

import org.jspecify.annotations.NullMarked;
