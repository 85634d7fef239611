package dev.revaer.api.key;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import dev.revaer.api.access.Scope;
import dev.revaer.api.key.KeyCatalog.NewKey;
import dev.revaer.api.problem.ApiError.Fault;
import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The key that is to be issued.
///
/// @param scopes at least one; each includes those before it in read, torrents, admin
/// @param expiresAt an instant to come, within ten years; never if absent
record KeyRequest(
        @Nullable String label,
        @ArraySchema(schema = @Schema(allowableValues = {
                "read", "torrents",
                "admin"})) @Nullable List<@Nullable String> scopes,
        @Nullable Instant expiresAt) {
    private static final Duration LONGEST = Duration.ofDays(3_660);

    /// @throws ApiException with [Invalid] naming all faults
    NewKey check(Clock clock) {
        var faults = new ArrayList<Fault>();
        var name = KeyLabel.check(label, faults);
        var wanted = scopes(faults);
        var now = clock.instant();
        if (expiresAt != null && (!expiresAt.isAfter(now) || expiresAt.isAfter(now.plus(LONGEST)))) {
            faults.add(new Fault("/expiresAt", "must be an instant to come, within ten years"));
        }
        if (!faults.isEmpty()) {
            throw new ApiException(new Invalid(faults));
        }
        return new NewKey(name, wanted, expiresAt);
    }

    private Set<Scope> scopes(List<Fault> faults) {
        if (scopes == null || scopes.isEmpty()) {
            faults.add(new Fault("/scopes", "must name at least one of read, torrents and admin"));
            return Set.of();
        }
        var wanted = EnumSet.noneOf(Scope.class);
        for (int i = 0; i < scopes.size(); i++) {
            var scope = Scope.ofLabel(String.valueOf(scopes.get(i)));
            if (scope == null) {
                faults.add(new Fault("/scopes/" + i, "must be read, torrents or admin"));
            } else {
                wanted.add(scope);
            }
        }
        return wanted;
    }
}
