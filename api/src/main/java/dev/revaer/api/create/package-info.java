/// Torrents made of content that lies here: `/v1/create`.
@NullMarked
package dev.revaer.api.create;

import org.jspecify.annotations.NullMarked;
