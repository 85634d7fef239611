/// How the session reaches the world, and what it must not reach.
@NullMarked
package dev.revaer.engine.network;

import org.jspecify.annotations.NullMarked;
