/// What one run of the command was given: options, environment, configuration file and terminal.
@NullMarked
package dev.revaer.cli.session;

import org.jspecify.annotations.NullMarked;
