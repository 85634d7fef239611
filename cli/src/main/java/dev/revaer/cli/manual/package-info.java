/// What is written about the verbs elsewhere than in their help, made of the same model: guide, man pages, completion.
@NullMarked
package dev.revaer.cli.manual;

import org.jspecify.annotations.NullMarked;
