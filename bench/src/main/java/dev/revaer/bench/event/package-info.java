/// The load program of the event stream, and how fast events are published.
@NullMarked
package dev.revaer.bench.event;

import org.jspecify.annotations.NullMarked;
