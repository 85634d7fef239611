/// Tidies a finished download into a library: checks it, unpacks its archives and publishes it by one rename.
@NullMarked
package dev.revaer.fsops;

import org.jspecify.annotations.NullMarked;
