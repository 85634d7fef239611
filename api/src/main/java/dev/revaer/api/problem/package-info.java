/// Domain errors and framework errors as RFC 9457 problem documents.
@NullMarked
package dev.revaer.api.problem;

import org.jspecify.annotations.NullMarked;
