/// Keeps the last lines of the log, and hands on those that come.
@NullMarked
package dev.revaer.app.log;

import org.jspecify.annotations.NullMarked;
