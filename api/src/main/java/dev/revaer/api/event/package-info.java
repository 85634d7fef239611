/// The event stream over HTTP: `/v1/events`.
@NullMarked
package dev.revaer.api.event;

import org.jspecify.annotations.NullMarked;
