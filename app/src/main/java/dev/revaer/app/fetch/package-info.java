/// Fetches one URL that a stranger may have chosen: bounded in size, time and redirects, and kept away from addresses that are nobody else's business.
@NullMarked
package dev.revaer.app.fetch;

import org.jspecify.annotations.NullMarked;
