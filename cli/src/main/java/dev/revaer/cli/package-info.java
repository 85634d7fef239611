/// The command `revaer`: its entry, the list of its verbs, and the verbs that concern the service as a whole.
@NullMarked
package dev.revaer.cli;

import org.jspecify.annotations.NullMarked;
