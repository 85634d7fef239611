/// How much one caller may ask for: sizes of requests, open streams, idle connections.
@NullMarked
package dev.revaer.api.bounds;

import org.jspecify.annotations.NullMarked;
