/// All that must not be lost in one archive, taken and given back: `/v1/backup`, `/v1/restore`.
@NullMarked
package dev.revaer.api.backup;

import org.jspecify.annotations.NullMarked;
