/// The thread that hears what libtorrent tells, and the one that gives it commands.
@NullMarked
package dev.revaer.engine.session.pump;

import org.jspecify.annotations.NullMarked;
