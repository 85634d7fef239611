/// The service in a process of its own with many torrents in it, and what that process uses.
@NullMarked
package dev.revaer.bench.service;

import org.jspecify.annotations.NullMarked;
