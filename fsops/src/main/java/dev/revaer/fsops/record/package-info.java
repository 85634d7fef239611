/// Keeps `.revaer.meta`, what a run has done, so that the next one goes on from there.
@NullMarked
package dev.revaer.fsops.record;

import org.jspecify.annotations.NullMarked;
