/// Options, beans and start-up checks; the only reader of the environment.
@NullMarked
package dev.revaer.app.config;

import org.jspecify.annotations.NullMarked;
