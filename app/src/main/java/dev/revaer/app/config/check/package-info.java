/// Looks before a start whether it would go well, and changes nothing.
@NullMarked
package dev.revaer.app.config.check;

import org.jspecify.annotations.NullMarked;
