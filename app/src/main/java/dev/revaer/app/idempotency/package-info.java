/// Keeps the answers to requests that may be sent again.
@NullMarked
package dev.revaer.app.idempotency;

import org.jspecify.annotations.NullMarked;
