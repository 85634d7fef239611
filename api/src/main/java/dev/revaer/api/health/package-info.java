/// How Revaer is: `/health`.
@NullMarked
package dev.revaer.api.health;

import org.jspecify.annotations.NullMarked;
