/// What Transmission keeps of its torrents.
@NullMarked
package dev.revaer.cli.takeover.transmission;

import org.jspecify.annotations.NullMarked;
