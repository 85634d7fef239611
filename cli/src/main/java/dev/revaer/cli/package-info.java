/// cli
@NullMarked
package dev.revaer.cli;

import org.jspecify.annotations.NullMarked;
