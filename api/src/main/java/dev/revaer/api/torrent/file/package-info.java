/// The files and pieces of a torrent over HTTP.
@NullMarked
package dev.revaer.api.torrent.file;

import org.jspecify.annotations.NullMarked;
