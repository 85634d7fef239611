/// JMH benchmarks inside the JVM of a service with many torrents.
@NullMarked
package dev.revaer.bench.inside;

import org.jspecify.annotations.NullMarked;
