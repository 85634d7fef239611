/// A torrent of another client, in Revaer's terms.
@NullMarked
package dev.revaer.cli.takeover.torrent;

import org.jspecify.annotations.NullMarked;
