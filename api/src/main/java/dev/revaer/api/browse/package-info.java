/// The directories that Revaer works in: `/v1/fs/browse`.
@NullMarked
package dev.revaer.api.browse;

import org.jspecify.annotations.NullMarked;
