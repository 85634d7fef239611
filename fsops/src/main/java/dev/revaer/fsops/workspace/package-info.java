/// Where one run works: its directory in the library, the durable steps it takes there, and how far it is.
@NullMarked
package dev.revaer.fsops.workspace;

import org.jspecify.annotations.NullMarked;
