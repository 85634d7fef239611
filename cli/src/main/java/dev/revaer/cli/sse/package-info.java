/// The service's event stream: its parser and what it carries.
@NullMarked
package dev.revaer.cli.sse;

import org.jspecify.annotations.NullMarked;
