/// Numbered events: coalescing, journal, replay after an id.
@NullMarked
package dev.revaer.engine.event;

import org.jspecify.annotations.NullMarked;
