/// Has what is done for a request know whose it is.
@NullMarked
package dev.revaer.api.trace;

import org.jspecify.annotations.NullMarked;
