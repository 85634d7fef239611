/// Events kept in PostgreSQL.
@NullMarked
package dev.revaer.app.journal;

import org.jspecify.annotations.NullMarked;
