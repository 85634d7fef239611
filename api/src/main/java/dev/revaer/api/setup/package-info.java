/// The first setup over HTTP: `/admin/setup`.
@NullMarked
package dev.revaer.api.setup;

import org.jspecify.annotations.NullMarked;
