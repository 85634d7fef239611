/// The libtorrent session and its alert pump; the only room that knows libtorrent4j.
@NullMarked
package dev.revaer.engine.session;

import org.jspecify.annotations.NullMarked;
