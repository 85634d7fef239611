/// JSON as the service writes it, read without binding.
@NullMarked
package dev.revaer.cli.json;

import org.jspecify.annotations.NullMarked;
