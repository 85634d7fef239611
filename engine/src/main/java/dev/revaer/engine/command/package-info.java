/// How callers see what the session is asked to do.
@NullMarked
package dev.revaer.engine.command;

import org.jspecify.annotations.NullMarked;
