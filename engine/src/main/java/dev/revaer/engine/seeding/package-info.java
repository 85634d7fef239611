/// What torrents have given, and how much is enough.
@NullMarked
package dev.revaer.engine.seeding;

import org.jspecify.annotations.NullMarked;
