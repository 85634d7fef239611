/// Where torrents belong, and where their files are until they are complete.
@NullMarked
package dev.revaer.app.directory;

import org.jspecify.annotations.NullMarked;
