/// The verbs about categories and tags.
@NullMarked
package dev.revaer.cli.label;

import org.jspecify.annotations.NullMarked;
