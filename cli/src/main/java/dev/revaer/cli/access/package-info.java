/// Who may use the service: its setup, and API keys.
@NullMarked
package dev.revaer.cli.access;

import org.jspecify.annotations.NullMarked;
