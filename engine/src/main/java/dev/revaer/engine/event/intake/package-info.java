/// Events that are published and not told yet: in order, numbered, tried again.
@NullMarked
package dev.revaer.engine.event.intake;

import org.jspecify.annotations.NullMarked;
