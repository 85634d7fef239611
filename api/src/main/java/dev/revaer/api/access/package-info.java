/// Who may call, what, and how often: API keys and their scopes.
@NullMarked
package dev.revaer.api.access;

import org.jspecify.annotations.NullMarked;
