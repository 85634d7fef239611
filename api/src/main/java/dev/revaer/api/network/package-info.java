/// How Revaer stands in the network, and whom it keeps away: `/v1/network`.
@NullMarked
package dev.revaer.api.network;

import org.jspecify.annotations.NullMarked;
