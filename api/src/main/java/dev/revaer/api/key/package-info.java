/// API keys over HTTP: `/admin/api-keys`.
@NullMarked
package dev.revaer.api.key;

import org.jspecify.annotations.NullMarked;
