/// Swarms on loopback that Revaer shares with other BitTorrent programs, taken from Debian's packages.
@NullMarked
package dev.revaer.app.foreign;

import org.jspecify.annotations.NullMarked;
