package dev.revaer.cli.manual;

/// What zsh completes `revaer` by: bash's script, which turns on zsh's reading of such (`bashcompinit`) by itself, and what
/// that reading lacks. It can be sourced, or lie as `_revaer` in a directory of `fpath`, where zsh looks for `#compdef`.
public final class ZshCompletion {
    private ZshCompletion() {}

    /// The script for zsh.
    ///
    /// @param bash the one for bash
    public static String of(String bash) {
        return """
                #compdef revaer
                (( $+functions[compopt] )) || compopt() { return 0 }
                %s
                if [ "$funcstack[1]" = _revaer ]; then
                  _bash_complete -o default -F _complete_revaer
                fi
                """.formatted(bash);
    }
}
