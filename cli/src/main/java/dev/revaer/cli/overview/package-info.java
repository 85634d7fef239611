/// The verbs that show how the service is as a whole: totals, network, directories, log, audit log and a torrent's history.
@NullMarked
package dev.revaer.cli.overview;

import org.jspecify.annotations.NullMarked;
