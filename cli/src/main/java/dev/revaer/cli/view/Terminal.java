package dev.revaer.cli.view;

/// What the output can show.
///
/// @param interactive a person reads the output and can answer
/// @param coloured colour is wanted and understood
/// @param columns width of the screen
/// @param rows its height
public record Terminal(boolean interactive, boolean coloured, int columns, int rows) {
    private static final int NARROWEST = 20;
    private static final int LOWEST = 5;
    private static final int USUAL_ROWS = 24;

    public Terminal {
        columns = Math.max(columns, NARROWEST);
        rows = Math.max(rows, LOWEST);
    }

    /// A screen of the usual height.
    public Terminal(boolean interactive, boolean coloured, int columns) {
        this(interactive, coloured, columns, USUAL_ROWS);
    }
}
