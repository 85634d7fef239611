/// The verbs about what is in a torrent: its files and pieces.
@NullMarked
package dev.revaer.cli.file;

import org.jspecify.annotations.NullMarked;
