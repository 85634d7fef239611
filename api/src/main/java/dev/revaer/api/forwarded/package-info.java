/// Who calls through a proxy: forwarded headers, believed of listed proxies alone.
@NullMarked
package dev.revaer.api.forwarded;

import org.jspecify.annotations.NullMarked;
