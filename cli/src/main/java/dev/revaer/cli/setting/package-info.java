/// The verbs about the service's settings.
@NullMarked
package dev.revaer.cli.setting;

import org.jspecify.annotations.NullMarked;
