/// The torrents that Revaer keeps, in the session and in PostgreSQL.
@NullMarked
package dev.revaer.app.catalog;

import org.jspecify.annotations.NullMarked;
