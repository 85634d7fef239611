/// HTTP over TLS, with a certificate from files that may change while Revaer runs.
@NullMarked
package dev.revaer.api.tls;

import org.jspecify.annotations.NullMarked;
