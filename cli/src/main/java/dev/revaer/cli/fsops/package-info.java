/// The verbs about post-processing and who is told of its outcome.
@NullMarked
package dev.revaer.cli.fsops;

import org.jspecify.annotations.NullMarked;
