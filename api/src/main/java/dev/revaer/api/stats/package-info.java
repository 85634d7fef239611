/// Totals over all torrents: `/v1/stats`.
@NullMarked
package dev.revaer.api.stats;

import org.jspecify.annotations.NullMarked;
