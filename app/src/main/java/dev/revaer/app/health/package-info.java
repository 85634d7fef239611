/// How the parts of Revaer are, looked at in the background.
@NullMarked
package dev.revaer.app.health;

import org.jspecify.annotations.NullMarked;
