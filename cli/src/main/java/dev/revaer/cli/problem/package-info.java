/// What can go wrong for the command, as values that carry what the user needs to read.
@NullMarked
package dev.revaer.cli.problem;

import org.jspecify.annotations.NullMarked;
