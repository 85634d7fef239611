/// Keeps categories and tags in PostgreSQL and in memory.
@NullMarked
package dev.revaer.app.label;

import org.jspecify.annotations.NullMarked;
