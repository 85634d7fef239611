package dev.revaer.cli.view;

/// Draws how far something is: `[######----]`.
public final class ProgressBar {
    private ProgressBar() {}

    /// A bar of `width` cells between brackets.
    ///
    /// @param part what is done, 0–1; values outside are taken as the nearest bound
    public static String of(double part, int width) {
        int filled = (int) Math.floor(Math.clamp(part, 0.0, 1.0) * width);
        return "[" + "#".repeat(filled) + "-".repeat(width - filled) + "]";
    }
}
