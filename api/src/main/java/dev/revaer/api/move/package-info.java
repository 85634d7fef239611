/// Torrents on their way to another directory: `/v1/torrents/{hash}/move`.
@NullMarked
package dev.revaer.api.move;

import org.jspecify.annotations.NullMarked;
