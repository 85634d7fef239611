/// Bencoding (BEP 3) as it stands in other clients' files: read within bounds, and written.
@NullMarked
package dev.revaer.cli.takeover.bencode;

import org.jspecify.annotations.NullMarked;
