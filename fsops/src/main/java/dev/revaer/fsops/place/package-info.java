/// Brings files into the library: hard links, copies, and the one rename that publishes.
@NullMarked
package dev.revaer.fsops.place;

import org.jspecify.annotations.NullMarked;
