/// The load program: how the whole service carries many torrents.
@NullMarked
package dev.revaer.bench.load;

import org.jspecify.annotations.NullMarked;
