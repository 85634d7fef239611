package dev.revaer.app.setting;

import java.util.ArrayList;
import java.util.List;

import dev.revaer.api.problem.ApiError.Fault;
import dev.revaer.api.problem.ApiError.Invalid;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.setting.SettingsControl.Wish;
import dev.revaer.api.tls.TlsServer;
import dev.revaer.engine.BadValueException;

/// Keeps a caller from changes after which he could not call any more. What would only slow him down is his to choose,
/// and so are `immutableKeys`.
final class LockOut {
    private LockOut() {}

    /// @throws ApiException with [Invalid], naming all that would lock the caller out
    static void refuse(Settings before, Settings after, Wish wish) {
        var faults = new ArrayList<Fault>();
        refuseTls(before, after, faults);
        refuseOrigin(before, after, wish, faults);
        if (!faults.isEmpty()) {
            throw new ApiException(new Invalid(faults));
        }
    }

    /// Nobody could call any more if no certificate could be shown at the next start.
    private static void refuseTls(Settings before, Settings after, List<Fault> faults) {
        var tls = after.api().tls();
        if (tls.equals(before.api().tls())) {
            return;
        }
        try {
            TlsServer.checkFresh(tls);
        } catch (BadValueException e) {
            faults.add(new Fault("/api/tls/" + e.field(), e.reason()));
        }
    }

    /// The page that asks could not be used any more, not even to take the change back.
    private static void refuseOrigin(Settings before, Settings after, Wish wish, List<Fault> faults) {
        var origin = wish.origin();
        if (origin != null && before.api().cors().origins().contains(origin)
                && !after.api().cors().origins().contains(origin)) {
            faults.add(
                    new Fault(
                            "/api/cors/origins",
                            "must keep " + origin + ", from which this request comes: it would be the last"));
        }
    }
}
