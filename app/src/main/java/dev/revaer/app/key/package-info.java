/// API keys kept in PostgreSQL and known in memory, and the one that the command line finds.
@NullMarked
package dev.revaer.app.key;

import org.jspecify.annotations.NullMarked;
