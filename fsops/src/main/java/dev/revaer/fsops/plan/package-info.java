/// What a run would do to each file, told before it is done.
@NullMarked
package dev.revaer.fsops.plan;

import org.jspecify.annotations.NullMarked;
