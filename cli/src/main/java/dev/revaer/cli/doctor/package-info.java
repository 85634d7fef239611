/// Looks at all that could be wrong with a service, and with the way to it.
@NullMarked
package dev.revaer.cli.doctor;

import org.jspecify.annotations.NullMarked;
