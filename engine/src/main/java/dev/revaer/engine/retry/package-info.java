/// When what failed is tried again.
@NullMarked
package dev.revaer.engine.retry;

import org.jspecify.annotations.NullMarked;
