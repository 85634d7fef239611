package dev.revaer.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/// Commands that depend on each other, in their order, with what each must come to.
final class Story {
    private static final int INTERRUPTED = 130;

    private final List<Step> steps = new ArrayList<>();

    /// A command that succeeds.
    ///
    /// @param out what its output holds, all of it
    Story good(String command, String... out) {
        steps.add(new Row(command, command, true, Set.of(0), List.of(out), List.of()));
        return this;
    }

    /// A command that ends with one of these codes.
    Story either(Set<Integer> exitCodes, String command, String... out) {
        steps.add(new Row(command, command, true, exitCodes, List.of(out), List.of()));
        return this;
    }

    /// A command that fails.
    ///
    /// @param err what its error output holds, all of it
    Story bad(int exitCode, String command, String... err) {
        steps.add(new Row(command, command, false, Set.of(exitCode), List.of(), List.of(err)));
        return this;
    }

    /// A command that goes on until it is interrupted.
    Story endless(String command) {
        var interrupted = "timeout --preserve-status -s INT 2 bash -c '%s'"
                .formatted(command.replace("'", "'\\''"));
        steps.add(new Row(command, interrupted, true, Set.of(INTERRUPTED), List.of(), List.of()));
        return this;
    }

    /// Something that happens in between.
    Story then(Callable<?> doing) {
        steps.add(new Doing(doing));
        return this;
    }

    List<Step> steps() {
        return steps;
    }

    List<Row> rows() {
        return steps.stream().filter(Row.class::isInstance).map(Row.class::cast).toList();
    }

    /// One of them.
    sealed interface Step {}

    /// A command and what it must come to.
    ///
    /// @param command as it stands in the help
    /// @param line what the shell is given
    record Row(
            String command,
            String line,
            boolean isGood,
            Set<Integer> exitCodes,
            List<String> out,
            List<String> err) implements Step {}

    /// What the test does itself.
    record Doing(Callable<?> doing) implements Step {}
}
