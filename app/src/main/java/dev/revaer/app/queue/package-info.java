/// Keeps the order of the downloads over restarts.
@NullMarked
package dev.revaer.app.queue;

import org.jspecify.annotations.NullMarked;
