/// Who changed what: the audit log in PostgreSQL.
@NullMarked
package dev.revaer.app.audit;

import org.jspecify.annotations.NullMarked;
