/// What a verb has to tell, written as a table for people, or as JSON or CSV for programs.
@NullMarked
package dev.revaer.cli.output;

import org.jspecify.annotations.NullMarked;
