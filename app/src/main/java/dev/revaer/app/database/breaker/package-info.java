/// Tells whether the database answers, and keeps everybody from waiting for it while it does not.
@NullMarked
package dev.revaer.app.database.breaker;

import org.jspecify.annotations.NullMarked;
