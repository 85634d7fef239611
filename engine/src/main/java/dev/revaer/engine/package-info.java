/// engine
@NullMarked
package dev.revaer.engine;

import org.jspecify.annotations.NullMarked;
