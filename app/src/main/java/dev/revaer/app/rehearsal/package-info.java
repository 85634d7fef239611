/// Runs the service once for the JVM to learn what a start needs.
@NullMarked
package dev.revaer.app.rehearsal;

import org.jspecify.annotations.NullMarked;
