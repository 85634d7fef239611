/// Turns entries of archives into files, inside their directory and within the limits.
@NullMarked
package dev.revaer.fsops.entry;

import org.jspecify.annotations.NullMarked;
