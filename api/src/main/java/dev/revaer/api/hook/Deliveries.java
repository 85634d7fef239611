package dev.revaer.api.hook;

import java.util.List;

import dev.revaer.api.hook.DeliveryPage.Place;
import org.jspecify.annotations.Nullable;

/// What hooks were told, or are to be told.
public interface Deliveries {
    /// The newest first.
    ///
    /// @param state only these; null for all
    /// @param after null to begin
    List<DeliveryAnswer> list(@Nullable String state, @Nullable Place after, int limit);

    /// Has a dead one tried again.
    ///
    /// @throws dev.revaer.api.problem.ApiException with `DeliveryNotFound` or `DeliveryNotDead`
    DeliveryAnswer retry(String id);
}
