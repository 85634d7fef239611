/// Torrents on their way to another directory.
@NullMarked
package dev.revaer.app.move;

import org.jspecify.annotations.NullMarked;
