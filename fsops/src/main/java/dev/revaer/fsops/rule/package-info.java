/// Which files come into the library: globs, and what comes with a release and is not its content.
@NullMarked
package dev.revaer.fsops.rule;

import org.jspecify.annotations.NullMarked;
