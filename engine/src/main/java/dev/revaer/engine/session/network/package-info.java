/// How the session stands in the network, and the one filter of addresses it has.
@NullMarked
package dev.revaer.engine.session.network;

import org.jspecify.annotations.NullMarked;
