/// Setting Revaer up once: the token, the first settings and the first key.
@NullMarked
package dev.revaer.app.setup;

import org.jspecify.annotations.NullMarked;
