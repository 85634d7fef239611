package dev.revaer.cli.view;

/// Colours words by what they mean.
public enum Paint {
    PLAIN(""), STRONG("1"), DIM("2"), GOOD("32"), BUSY("36"), WARNING("33"), BAD("31");

    private final String code;

    Paint(String code) {
        this.code = code;
    }

    /// The paint of a torrent's state; a state not known here is plain.
    public static Paint ofState(String state) {
        return switch (state) {
            case "seeding", "completed" -> GOOD;
            case "downloading", "checking", "fetching_metadata", "moving", "running", "copying" -> BUSY;
            case "stalled", "cancelled" -> WARNING;
            case "failed" -> BAD;
            case "paused", "queued" -> DIM;
            default -> PLAIN;
        };
    }

    /// The paint of a component's status or of an event's severity.
    public static Paint ofStatus(String status) {
        return switch (status) {
            case "up" -> GOOD;
            case "degraded", "warning" -> WARNING;
            case "down", "error" -> BAD;
            default -> PLAIN;
        };
    }

    String on(String text) {
        return code.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
