/// The durable queue of finished downloads, and the worker that takes them into the library.
@NullMarked
package dev.revaer.app.job;

import org.jspecify.annotations.NullMarked;
