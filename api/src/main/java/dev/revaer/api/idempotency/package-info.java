/// Requests that are sent again: `Idempotency-Key`.
@NullMarked
package dev.revaer.api.idempotency;

import org.jspecify.annotations.NullMarked;
