/// Connections that are kept alive from one request to the next.
@NullMarked
package dev.revaer.api.connection;

import org.jspecify.annotations.NullMarked;
