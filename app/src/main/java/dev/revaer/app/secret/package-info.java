/// Secrets that must be kept to be used, encrypted with a key that is not in the database.
@NullMarked
package dev.revaer.app.secret;

import org.jspecify.annotations.NullMarked;
