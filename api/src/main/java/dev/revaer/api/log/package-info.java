/// The service's own log, live: `/v1/logs`.
@NullMarked
package dev.revaer.api.log;

import org.jspecify.annotations.NullMarked;
