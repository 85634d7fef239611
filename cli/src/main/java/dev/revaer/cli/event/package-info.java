/// The event stream followed across disconnects, and the verb that prints it.
@NullMarked
package dev.revaer.cli.event;

import org.jspecify.annotations.NullMarked;
