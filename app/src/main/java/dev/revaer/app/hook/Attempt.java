package dev.revaer.app.hook;

import dev.revaer.app.hook.DeliveryTable.Delivery;
import org.jspecify.annotations.Nullable;

/// One try to tell somebody.
@FunctionalInterface
interface Attempt {
    /// Tells it, in a bounded time.
    Result make(Delivery delivery) throws InterruptedException;

    /// How it went.
    ///
    /// @param output the end of what a command wrote
    record Result(boolean isDelivered, String detail, @Nullable String output) {
        static Result delivered(String detail) {
            return new Result(true, detail, null);
        }

        static Result failed(String detail) {
            return new Result(false, detail, null);
        }
    }
}
