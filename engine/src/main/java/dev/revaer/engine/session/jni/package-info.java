/// The border to the native library: how it is loaded, what it does to the JVM, how values cross.
@NullMarked
package dev.revaer.engine.session.jni;

import org.jspecify.annotations.NullMarked;
