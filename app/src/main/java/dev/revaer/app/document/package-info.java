/// Records kept as JSON documents in PostgreSQL.
@NullMarked
package dev.revaer.app.document;

import org.jspecify.annotations.NullMarked;
