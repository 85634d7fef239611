/// The addresses that users have banned, kept in PostgreSQL.
@NullMarked
package dev.revaer.app.ban;

import org.jspecify.annotations.NullMarked;
