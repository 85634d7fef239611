/// What a person sees: the terminal, tables, bars, units, and names made harmless.
@NullMarked
package dev.revaer.cli.view;

import org.jspecify.annotations.NullMarked;
