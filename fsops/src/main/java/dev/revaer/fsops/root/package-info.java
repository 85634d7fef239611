/// The allowed directories, held open while a run goes on: what lies in them is reached through no link.
@NullMarked
package dev.revaer.fsops.root;

import org.jspecify.annotations.NullMarked;
