/// What callers are told while nothing can be kept.
@NullMarked
package dev.revaer.api.store;

import org.jspecify.annotations.NullMarked;
