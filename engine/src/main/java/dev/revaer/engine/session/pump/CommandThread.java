package dev.revaer.engine.session.pump;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.revaer.engine.EngineError.NotAnswering;
import dev.revaer.engine.EngineError.Stopped;
import dev.revaer.engine.EngineException;
import dev.revaer.engine.command.CommandWatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread on which libtorrent's blocking calls are made, so that no caller's thread and not the alert thread is
/// held by them.
public final class CommandThread {
    private static final Logger LOG = LoggerFactory.getLogger(CommandThread.class);

    private final Duration limit;
    private final CommandWatch watch;
    private final AtomicBoolean isStopped = new AtomicBoolean();
    private final ExecutorService thread = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().name("engine-commands").factory());

    /// Begins with nothing to do.
    ///
    /// @param limit how long a caller waits for an answer
    /// @param watch stands around what callers wait for
    public CommandThread(Duration limit, CommandWatch watch) {
        this.limit = limit;
        this.watch = watch;
    }

    /// Runs a command and waits for what it gives.
    ///
    /// @param name of the command, for the error and the watch
    /// @throws EngineException the command's own, [NotAnswering] or [Stopped]
    public <T> T call(String name, Callable<T> command) {
        return watch.during(name, () -> {
            try {
                return await(name, thread.submit(command));
            } catch (RejectedExecutionException e) {
                throw new EngineException(new Stopped());
            }
        });
    }

    /// Runs what nobody waits for; nothing once stopped.
    public void execute(Runnable command) {
        try {
            thread.execute(command);
        } catch (RejectedExecutionException _) {
            LOG.debug("a command came after the end");
        }
    }

    /// Waits for an answer that another thread gives.
    ///
    /// @throws EngineException the command's own, or [NotAnswering]
    public <T> T await(String name, Future<T> answer) {
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException(new NotAnswering(name));
        } catch (TimeoutException e) {
            throw new EngineException(new NotAnswering(name));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(name, e.getCause());
        }
    }

    /// Takes no more commands.
    ///
    /// @return false if that had been said before
    public boolean stop() {
        thread.shutdown();
        return isStopped.compareAndSet(false, true);
    }

    /// Waits until those it has are done, interrupted or not.
    ///
    /// @return false if one is still under way
    public boolean awaitEnd() {
        var end = System.nanoTime() + limit.toNanos();
        var isInterrupted = false;
        while (!thread.isTerminated() && System.nanoTime() - end < 0) {
            try {
                var _ = thread.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
        return thread.isTerminated();
    }
}
