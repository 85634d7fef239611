/// How often callers may call.
@NullMarked
package dev.revaer.api.rate;

import org.jspecify.annotations.NullMarked;
