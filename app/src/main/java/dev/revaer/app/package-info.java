/// Starts Revaer.
@NullMarked
package dev.revaer.app;

import org.jspecify.annotations.NullMarked;
