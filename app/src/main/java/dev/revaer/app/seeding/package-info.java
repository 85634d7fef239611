/// Ends the seeding of torrents whose goals are met.
@NullMarked
package dev.revaer.app.seeding;

import org.jspecify.annotations.NullMarked;
