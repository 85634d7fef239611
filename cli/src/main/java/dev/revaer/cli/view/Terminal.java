package dev.revaer.cli.view;

/// What the output can show.
///
/// @param interactive a person reads the output and can answer
/// @param coloured colour is wanted and understood
/// @param columns width of the screen
public record Terminal(boolean interactive, boolean coloured, int columns) {
    private static final int NARROWEST = 20;

    public Terminal {
        columns = Math.max(columns, NARROWEST);
    }
}
