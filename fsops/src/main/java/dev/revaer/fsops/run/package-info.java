/// The stages of one run, and the look ahead at what they would do.
@NullMarked
package dev.revaer.fsops.run;

import org.jspecify.annotations.NullMarked;
