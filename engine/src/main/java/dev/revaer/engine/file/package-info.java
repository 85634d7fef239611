/// A torrent's files and pieces: how far they are, and what files are called.
@NullMarked
package dev.revaer.engine.file;

import org.jspecify.annotations.NullMarked;
