/// Opens a session that failed again, a bounded number of times, with all that was there.
@NullMarked
package dev.revaer.engine.session.restart;

import org.jspecify.annotations.NullMarked;
