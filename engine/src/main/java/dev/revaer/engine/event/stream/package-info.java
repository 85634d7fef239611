/// Told events, kept once for all subscribers, each of which reads at its own pace.
@NullMarked
package dev.revaer.engine.event.stream;

import org.jspecify.annotations.NullMarked;
