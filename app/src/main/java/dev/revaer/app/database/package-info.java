/// Brings up PostgreSQL, our own under the data directory or the one we are given, and the schema in it.
@NullMarked
package dev.revaer.app.database;

import org.jspecify.annotations.NullMarked;
