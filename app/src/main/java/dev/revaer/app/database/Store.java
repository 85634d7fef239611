package dev.revaer.app.database;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import dev.revaer.api.problem.ApiError.StoreAway;
import dev.revaer.api.problem.ApiException;
import dev.revaer.engine.EngineException;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/// Turns trouble with the database into the error that callers of the API see.
public final class Store {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private Store() {}

    /// Runs a statement.
    ///
    /// @throws ApiException with [StoreAway]
    public static void run(Runnable statement) {
        call(() -> {
            statement.run();
            return true;
        });
    }

    /// Runs a query.
    ///
    /// @throws ApiException with [StoreAway]
    public static <T> T call(Supplier<T> query) {
        try {
            return query.get();
        } catch (org.jooq.exception.DataAccessException | DataAccessException | TransactionException e) {
            throw new ApiException(new StoreAway(), e);
        }
    }

    /// Waits for a commit.
    ///
    /// @throws ApiException with [StoreAway], or what the fact threw
    /// @throws EngineException what the fact threw
    public static <T> T await(Future<T> commit) {
        try {
            return commit.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiException(new StoreAway(), e);
        } catch (TimeoutException e) {
            throw new ApiException(new StoreAway(), e);
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case EngineException refused -> refused;
                case ApiException refused -> refused;
                case null, default -> new ApiException(new StoreAway(), e);
            };
        }
    }
}
