/// Has the rate limits hold that are due: of the session, by the clock, and of categories.
@NullMarked
package dev.revaer.app.limit;

import org.jspecify.annotations.NullMarked;
