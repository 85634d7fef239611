package dev.revaer.fsops.rule;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/// A pattern over paths in the dialect of the JDK's `glob:` path matchers, without regard to case: `*` and `?` stay
/// within a part of the path, `**` does not, `[a-z]` and `[!a-z]` are one character, `{a,b}` is either, `\` escapes.
///
/// A glob without `/` is matched with the file's name. One with `/` is matched with the whole path and with the path
/// below the torrent's own folder; a leading `**/` also stands for no folder at all. It is the dialect in which files to
/// download are selected.
///
/// Takes time in proportion to pattern times path, whatever the pattern.
final class Glob {
    private static final Taker WITHIN_PART = character -> character != '/';
    private static final Taker ANYTHING = _ -> true;

    private final List<Step> steps = new ArrayList<>();
    private final boolean isOfName;
    private final String text;
    private int position;

    /// Where in the path a match may be after a step that began at one of these positions.
    @FunctionalInterface
    private interface Step {
        BitSet after(BitSet positions, String path);
    }

    @FunctionalInterface
    private interface Taker {
        boolean takes(char character);
    }

    /// Reads a pattern.
    ///
    /// @throws IllegalArgumentException if it cannot be read, saying why
    Glob(String glob) {
        this.text = glob.toLowerCase(Locale.ROOT);
        this.isOfName = glob.indexOf('/') < 0;
        if (text.startsWith("**/")) {
            position = 3;
            steps.add(either(List.of(List.of(), List.of(many(ANYTHING), one(literal('/'))))));
        }
        steps.addAll(sequence(false));
        if (position < text.length()) {
            throw new IllegalArgumentException("'" + text.charAt(position) + "' without an opening");
        }
    }

    /// Reads a pattern and lets go of it.
    ///
    /// @throws IllegalArgumentException if it cannot be read, saying why
    static void check(String glob) {
        if (new Glob(glob).steps.isEmpty()) {
            throw new IllegalArgumentException("it is empty");
        }
    }

    /// Whether the path is one of those meant.
    ///
    /// @param path parts separated by `/`
    boolean matches(String path) {
        var lower = path.toLowerCase(Locale.ROOT);
        if (isOfName) {
            return isMatch(lower, lower.lastIndexOf('/') + 1);
        }
        return isMatch(lower, 0) || isMatch(lower, lower.indexOf('/') + 1);
    }

    private boolean isMatch(String path, int from) {
        var start = new BitSet();
        start.set(from);
        return through(steps, start, path).get(path.length());
    }

    private static BitSet through(List<Step> steps, BitSet positions, String path) {
        var current = positions;
        for (var step : steps) {
            current = step.after(current, path);
        }
        return current;
    }

    private static Step one(Taker taker) {
        return (positions, path) -> {
            var after = new BitSet();
            positions.stream()
                    .filter(at -> at < path.length() && taker.takes(path.charAt(at)))
                    .forEach(at -> after.set(at + 1));
            return after;
        };
    }

    private static Step many(Taker taker) {
        return (positions, path) -> {
            var after = (BitSet) positions.clone();
            for (var at = positions.nextSetBit(0); at >= 0 && at < path.length(); at++) {
                if (after.get(at) && taker.takes(path.charAt(at))) {
                    after.set(at + 1);
                }
            }
            return after;
        };
    }

    private static Step either(List<List<Step>> choices) {
        return (positions, path) -> {
            var after = new BitSet();
            choices.forEach(choice -> after.or(through(choice, positions, path)));
            return after;
        };
    }

    /// Reads up to the end, or to the end of one choice of a group.
    private List<Step> sequence(boolean inGroup) {
        var read = new ArrayList<Step>();
        while (position < text.length()) {
            var character = text.charAt(position);
            if (character == '}' || (inGroup && character == ',')) {
                return read;
            }
            position++;
            read.add(switch (character) {
                case '*' -> star();
                case '{' -> group(inGroup);
                case '?' -> one(WITHIN_PART);
                case '[' -> one(range());
                case '\\' -> one(literal(next("nothing after '\\'")));
                default -> one(literal(character));
            });
        }
        return read;
    }

    private Step star() {
        if (!isNext('*')) {
            return many(WITHIN_PART);
        }
        position++;
        return many(ANYTHING);
    }

    private Step group(boolean inGroup) {
        if (inGroup) {
            throw new IllegalArgumentException("a group inside a group");
        }
        var choices = new ArrayList<List<Step>>();
        choices.add(sequence(true));
        while (isNext(',')) {
            position++;
            choices.add(sequence(true));
        }
        if (!isNext('}')) {
            throw new IllegalArgumentException("'{' without '}'");
        }
        position++;
        return either(choices);
    }

    private Taker range() {
        var isNegated = isNext('!') || isNext('^');
        if (isNegated) {
            position++;
        }
        var pairs = new StringBuilder();
        while (!isNext(']') || pairs.isEmpty()) {
            var first = next("'[' without ']'");
            var isRange = isNext('-') && position + 1 < text.length() && text.charAt(position + 1) != ']';
            if (isRange) {
                position++;
            }
            var last = isRange ? next("'[' without ']'") : first;
            if (first == '/' || last == '/' || last < first) {
                throw new IllegalArgumentException("a range that cannot be: " + first + "-" + last);
            }
            pairs.append(first).append(last);
        }
        position++;
        return character -> character != '/' && isIn(pairs, character) != isNegated;
    }

    private static boolean isIn(CharSequence pairs, char character) {
        for (var i = 0; i < pairs.length(); i += 2) {
            if (character >= pairs.charAt(i) && character <= pairs.charAt(i + 1)) {
                return true;
            }
        }
        return false;
    }

    private boolean isNext(char character) {
        return position < text.length() && text.charAt(position) == character;
    }

    private char next(String otherwise) {
        if (position >= text.length()) {
            throw new IllegalArgumentException(otherwise);
        }
        return text.charAt(position++);
    }

    private static Taker literal(char wanted) {
        return character -> character == wanted;
    }
}
