/// Tells others how jobs have ended: by a signed webhook and by a command, from a durable outbox.
@NullMarked
package dev.revaer.app.hook;

import org.jspecify.annotations.NullMarked;
