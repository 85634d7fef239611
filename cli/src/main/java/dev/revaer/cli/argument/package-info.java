/// What the arguments of verbs stand for: torrents, sizes, time spans, labels and limits.
@NullMarked
package dev.revaer.cli.argument;

import org.jspecify.annotations.NullMarked;
