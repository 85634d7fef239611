/// What was done for one request, from HTTP over the session to the library, as spans of one trace.
@NullMarked
package dev.revaer.app.trace;

import org.jspecify.annotations.NullMarked;
