/// What hooks were told of jobs that have ended: `/v1/fsops/hooks/deliveries`.
@NullMarked
package dev.revaer.api.hook;

import org.jspecify.annotations.NullMarked;
