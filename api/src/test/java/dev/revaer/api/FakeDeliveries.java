package dev.revaer.api;

import java.time.Instant;
import java.util.List;

import dev.revaer.api.hook.Deliveries;
import dev.revaer.api.hook.DeliveryAnswer;
import dev.revaer.api.hook.DeliveryPage.Place;
import dev.revaer.api.problem.ApiError.DeliveryNotDead;
import dev.revaer.api.problem.ApiError.DeliveryNotFound;
import dev.revaer.api.problem.ApiException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Knows of two deliveries, a dead one and an older one that went well.
public final class FakeDeliveries implements Deliveries {
    public static final String DEAD = "00000000-0000-4000-8000-000000000002";
    public static final String DELIVERED = "00000000-0000-4000-8000-000000000001";
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678901Z");

    @Override
    public List<DeliveryAnswer> list(@Nullable String state, @Nullable Place after, int limit) {
        return List.of(delivery(DEAD, "dead", AT), delivery(DELIVERED, "delivered", AT.minusSeconds(1)))
                .stream()
                .filter(delivery -> state == null || delivery.state().equals(state))
                .filter(delivery -> after == null || delivery.createdAt().isBefore(after.createdAt()))
                .limit(limit)
                .toList();
    }

    @Override
    public DeliveryAnswer retry(String id) {
        return switch (id) {
            case DEAD -> delivery(DEAD, "waiting", AT);
            case DELIVERED -> throw new ApiException(new DeliveryNotDead(id));
            default -> throw new ApiException(new DeliveryNotFound(id));
        };
    }

    private static DeliveryAnswer delivery(String id, String state, Instant at) {
        return new DeliveryAnswer(
                id,
                "webhook",
                state,
                "a".repeat(40),
                10,
                at,
                state.equals("waiting") ? at : null,
                state.equals("waiting") ? null : at,
                "answered with status 500",
                null,
                JsonMapper.shared().readTree("{\"state\": \"completed\"}"));
    }
}
