/// Keeps torrents off the network while the way they must take is not there.
@NullMarked
package dev.revaer.app.network;

import org.jspecify.annotations.NullMarked;
