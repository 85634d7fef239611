/// What became of a finished download: `/v1/torrents/{hash}/fsops`.
@NullMarked
package dev.revaer.api.fsops;

import org.jspecify.annotations.NullMarked;
