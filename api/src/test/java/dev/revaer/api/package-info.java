/// A real server with everything behind its ports held in memory.
@NullMarked
package dev.revaer.api;

import org.jspecify.annotations.NullMarked;
