/// Other programs that unpack what is not read in process: found, fenced in, watched, and their work checked.
@NullMarked
package dev.revaer.fsops.external;

import org.jspecify.annotations.NullMarked;
