/// Who may do what with what is published.
@NullMarked
package dev.revaer.fsops.permission;

import org.jspecify.annotations.NullMarked;
