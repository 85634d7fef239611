/// Takes all that must not be lost into an archive, and out of one.
@NullMarked
package dev.revaer.app.backup;

import org.jspecify.annotations.NullMarked;
