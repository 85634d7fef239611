package dev.revaer.cli.session;

import java.time.Duration;
import java.util.function.Supplier;

import dev.revaer.cli.problem.CliError;
import dev.revaer.cli.problem.CliException;

/// Asks again and again, also while the service is away for a while.
public final class Poll {
    private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

    private final Session session;
    private final Duration patience;
    private boolean answered;

    /// @param patience how long the service may be away once it has answered
    public Poll(Session session, Duration patience) {
        this.session = session;
        this.patience = patience;
    }

    /// The answer, waited for.
    public <T> T ask(Supplier<T> question) {
        long begin = System.nanoTime();
        boolean told = false;
        while (true) {
            try {
                T answer = question.get();
                answered = true;
                return answer;
            } catch (CliException e) {
                if (!answered || !mayPass(e.error()) || System.nanoTime() - begin > patience.toNanos()) {
                    throw e;
                }
                if (!told) {
                    session.notice("the service does not answer; trying again");
                }
                told = true;
                pause(RETRY_PAUSE);
            }
        }
    }

    /// Waits before the next question.
    public void pause(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException(new CliError.Interrupted(), e);
        }
    }

    private static boolean mayPass(CliError error) {
        return error instanceof CliError.Unreachable
                || (error instanceof CliError.Refused(var problem)
                        && (problem.status() >= 500 || problem.status() == 429));
    }
}
