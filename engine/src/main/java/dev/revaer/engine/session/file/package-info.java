/// What libtorrent is told of a torrent's files: which are wanted, what they are called.
@NullMarked
package dev.revaer.engine.session.file;

import org.jspecify.annotations.NullMarked;
