/// Finds the archives, whole or in volumes, among the files of a tree.
@NullMarked
package dev.revaer.fsops.archive;

import org.jspecify.annotations.NullMarked;
