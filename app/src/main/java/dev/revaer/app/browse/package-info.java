/// Looks into the directories that Revaer works in.
@NullMarked
package dev.revaer.app.browse;

import org.jspecify.annotations.NullMarked;
