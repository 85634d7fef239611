/// The service as seen over HTTP: one typed client, its answers and its event stream.
@NullMarked
package dev.revaer.cli.http;

import org.jspecify.annotations.NullMarked;
