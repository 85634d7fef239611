/// Torrents that seed what lies here: what they need, and having one go on from another place.
@NullMarked
package dev.revaer.fsops.seeding;

import org.jspecify.annotations.NullMarked;
