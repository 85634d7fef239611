/// The parts that decide who may call, and what guards the secrets.
@NullMarked
package dev.revaer.app.config.access;

import org.jspecify.annotations.NullMarked;
