/// Measures post-processing beside the programs that do the same by hand.
@NullMarked
package dev.revaer.bench.files;

import org.jspecify.annotations.NullMarked;
