/// Unpacks archives into staging, trusting nothing they say.
@NullMarked
package dev.revaer.fsops.extract;

import org.jspecify.annotations.NullMarked;
