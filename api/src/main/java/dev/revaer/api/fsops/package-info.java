/// What becomes of finished downloads: `/v1/fsops/jobs`, `/v1/torrents/{hash}/fsops`.
@NullMarked
package dev.revaer.api.fsops;

import org.jspecify.annotations.NullMarked;
