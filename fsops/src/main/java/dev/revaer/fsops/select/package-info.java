/// Chooses what goes into the library and under which name.
@NullMarked
package dev.revaer.fsops.select;

import org.jspecify.annotations.NullMarked;
