/// Keeps the blocklist fresh, and the last good copy of it in a file.
@NullMarked
package dev.revaer.app.blocklist;

import org.jspecify.annotations.NullMarked;
