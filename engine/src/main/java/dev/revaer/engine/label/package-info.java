/// What torrents are grouped by: categories and tags, and what follows from being in one.
@NullMarked
package dev.revaer.engine.label;

import org.jspecify.annotations.NullMarked;
