/// Who may call: API keys.
@NullMarked
package dev.revaer.api.access;

import org.jspecify.annotations.NullMarked;
