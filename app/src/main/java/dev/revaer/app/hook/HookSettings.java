package dev.revaer.app.hook;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import dev.revaer.engine.BadValueException;
import org.jspecify.annotations.Nullable;

/// Who is told how jobs have ended.
///
/// @param allowedCommands absolute paths of the programs that `command` may name
/// @param attempts after so many a delivery is given up
public record HookSettings(Webhook webhook, Command command, List<Path> allowedCommands, int attempts) {
    private static final int MOST_COMMANDS = 100;
    private static final int MOST_ATTEMPTS = 50;

    public static final HookSettings USUAL = new HookSettings(Webhook.NONE, Command.NONE, List.of(), 10);

    /// What can be told.
    public enum HookEvent {
        COMPLETED, FAILED
    }

    /// A URL that is sent each outcome.
    ///
    /// @param url null for none
    /// @param secret that what is sent is signed with; empty if it cannot be read with the keys that are here
    public record Webhook(@Nullable String url, @Nullable String secret, Set<HookEvent> events) {
        static final Webhook NONE = new Webhook(null, null, EnumSet.allOf(HookEvent.class));

        /// Checks the values.
        ///
        /// @throws BadValueException for a URL of another kind, or one without a secret
        public Webhook {
            if (url != null && !url.matches("(?i)https?://[^\\s]{1,2000}")) {
                throw new BadValueException("url", "must be an http or https URL");
            }
            if (url != null && secret == null) {
                throw new BadValueException("secret", "must be given: what is sent is signed with it");
            }
            events = ordered(events);
        }

        /// Leaves out what may be a secret.
        @Override
        public String toString() {
            return "Webhook[" + events + "]";
        }
    }

    /// A program that is run for each outcome, without a shell.
    ///
    /// @param path null for none
    /// @param timeout after which it is killed with all it has started
    public record Command(
            @Nullable Path path,
            List<String> arguments,
            Duration timeout,
            Set<HookEvent> events) {
        private static final int MOST_ARGUMENTS = 50;
        private static final int LONGEST_ARGUMENT = 1000;
        private static final Duration LONGEST = Duration.ofHours(1);

        static final Command NONE = new Command(
                null,
                List.of(),
                Duration.ofMinutes(1),
                EnumSet.allOf(HookEvent.class));

        /// Checks the values.
        ///
        /// @throws BadValueException for a path that is not absolute, arguments that are too much, or a time out of range
        public Command {
            if (path != null && !path.isAbsolute()) {
                throw new BadValueException("path", "must be an absolute path");
            }
            if (arguments.size() > MOST_ARGUMENTS) {
                throw new BadValueException("arguments", "must have at most " + MOST_ARGUMENTS + " entries");
            }
            for (int i = 0; i < arguments.size(); i++) {
                if (arguments.get(i).length() > LONGEST_ARGUMENT || arguments.get(i).indexOf('\0') >= 0) {
                    throw new BadValueException(
                            "arguments/" + i,
                            "must have at most " + LONGEST_ARGUMENT + " characters and no NUL");
                }
            }
            if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(LONGEST) > 0) {
                throw new BadValueException("timeout", "must be from PT1S to PT1H");
            }
            arguments = List.copyOf(arguments);
            events = ordered(events);
        }
    }

    /// Checks the values.
    ///
    /// @throws BadValueException for a command that is not allowed, a path that is not absolute, or a number out of range
    public HookSettings {
        if (allowedCommands.size() > MOST_COMMANDS) {
            throw new BadValueException("allowedCommands", "must have at most " + MOST_COMMANDS + " entries");
        }
        for (int i = 0; i < allowedCommands.size(); i++) {
            if (!allowedCommands.get(i).isAbsolute()) {
                throw new BadValueException("allowedCommands/" + i, "must be an absolute path");
            }
        }
        if (command.path() != null && !allowedCommands.contains(command.path())) {
            throw new BadValueException("command/path", "must be one of allowedCommands");
        }
        BadValueException.check("attempts", attempts, 1, MOST_ATTEMPTS);
        allowedCommands = List.copyOf(allowedCommands);
    }

    private static Set<HookEvent> ordered(Set<HookEvent> events) {
        var ordered = EnumSet.noneOf(HookEvent.class);
        ordered.addAll(events);
        return Collections.unmodifiableSet(ordered);
    }
}
