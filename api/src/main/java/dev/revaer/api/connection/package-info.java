/// Connections: kept alive from one request to the next, or open for as long as an answer lasts.
@NullMarked
package dev.revaer.api.connection;

import org.jspecify.annotations.NullMarked;
