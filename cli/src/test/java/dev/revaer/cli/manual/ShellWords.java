package dev.revaer.cli.manual;

import java.util.ArrayList;
import java.util.List;

/// Takes a shell's commands apart, as far as guides use them: quotes, comments, pipes, redirections, `$(…)`.
final class ShellWords {
    private static final String OPERATORS = "|&;()\n";

    private final String text;
    private final List<List<String>> commands = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private List<String> words = new ArrayList<>();
    private boolean isWord;
    private boolean isRedirection;
    private int at;

    private ShellWords(String text) {
        this.text = text;
    }

    /// The words of each command, quotes taken off.
    static List<List<String>> of(String text) {
        var shell = new ShellWords(text.replace("\\\n", ""));
        shell.read();
        return shell.commands;
    }

    private void read() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\'' || c == '"' || isSubstitution(c)) {
                isWord = true;
                take(c);
            } else if (c == '#' && !isWord) {
                skipComment();
            } else if (OPERATORS.indexOf(c) >= 0) {
                endCommand();
            } else if (c == '<' || c == '>') {
                endWord();
                isRedirection = true;
            } else if (c == ' ') {
                endWord();
            } else {
                isWord = true;
                word.append(c);
            }
        }
        endCommand();
    }

    private boolean isSubstitution(char c) {
        return c == '$' && text.startsWith("(", at);
    }

    /// What begins with `'`, `"` or `$(`, to its end.
    private void take(char begin) {
        int from = at;
        switch (begin) {
            case '\'' -> skipTo('\'');
            case '"' -> skipTo('"');
            default -> {
                at++;
                skipTo(')');
                commands.addAll(of(text.substring(from + 1, at - 1)));
            }
        }
        word.append(text, from, at - 1);
    }

    /// Past the end, over what is quoted or substituted before it.
    private void skipTo(char end) {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == end) {
                return;
            }
            if (end != '\'' && c == '\\') {
                at++;
            } else if (end == ')' && (c == '\'' || c == '"')) {
                skipTo(c);
            } else if ((end == ')' && c == '(') || (end == '"' && isSubstitution(c))) {
                at = text.indexOf('(', at - 1) + 1;
                skipTo(')');
            }
        }
        throw new IllegalArgumentException("no " + end + " in " + text);
    }

    private void skipComment() {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
    }

    private void endWord() {
        if (isWord && !isRedirection) {
            words.add(word.toString());
        }
        isRedirection = isRedirection && !isWord;
        isWord = false;
        word.setLength(0);
    }

    private void endCommand() {
        endWord();
        isRedirection = false;
        if (!words.isEmpty()) {
            commands.add(words);
            words = new ArrayList<>();
        }
    }
}
