/// Who changed what, and who was not let in: the audit log in PostgreSQL.
@NullMarked
package dev.revaer.app.audit;

import org.jspecify.annotations.NullMarked;
