/// Everything that must not be lost, taken into a file and given back from one.
@NullMarked
package dev.revaer.cli.backup;

import org.jspecify.annotations.NullMarked;
