/// What other clients have, taken over: read where they keep it, written as a backup that holds torrents only, and given to
/// the service as one.
@NullMarked
package dev.revaer.cli.takeover;

import org.jspecify.annotations.NullMarked;
