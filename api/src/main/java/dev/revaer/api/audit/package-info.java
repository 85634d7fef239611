/// Who changed what: `/v1/audit`.
@NullMarked
package dev.revaer.api.audit;

import org.jspecify.annotations.NullMarked;
