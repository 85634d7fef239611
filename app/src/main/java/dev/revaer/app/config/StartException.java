package dev.revaer.app.config;

import java.util.List;

/// The service cannot start as it was asked to.
final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> faults;

    /// @param faults sentences for people, each with its fix
    StartException(List<String> faults) {
        super(String.join("\n", faults));
        this.faults = List.copyOf(faults);
    }

    List<String> faults() {
        return faults;
    }
}
