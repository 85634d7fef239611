/// Checks a download by the parity files that came with it.
@NullMarked
package dev.revaer.fsops.verify;

import org.jspecify.annotations.NullMarked;
