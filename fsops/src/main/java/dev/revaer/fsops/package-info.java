/// fsops
@NullMarked
package dev.revaer.fsops;

import org.jspecify.annotations.NullMarked;
