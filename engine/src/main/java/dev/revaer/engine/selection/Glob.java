package dev.revaer.engine.selection;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/// A pattern over paths in the dialect of the JDK's `glob:` path matchers, without regard to case: `*` and `?` stay
/// within a part of the path, `**` does not, `[a-z]` and `[!a-z]` are one character, `{a,b}` is either, `\` escapes.
///
/// A glob without `/` is matched with the file's name. One with `/` is matched with the whole path and with the path
/// below the torrent's own folder; a leading `**/` also stands for no folder at all.
///
/// Takes time in proportion to pattern times path, whatever the pattern.
final class Glob {
    private static final int END = -1;
    private static final Taker WITHIN_PART = character -> character != '/';
    private static final Taker ANYTHING = _ -> true;

    private final List<State> states = new ArrayList<>();
    private final boolean isOfName;
    private final String text;
    private int position;

    /// One step of the pattern: takes a character, or goes on without one.
    private record State(@Nullable Taker taker, BitSet next) {
        boolean takes(char character) {
            return taker != null && taker.takes(character);
        }
    }

    @FunctionalInterface
    private interface Taker {
        boolean takes(char character);
    }

    private Glob(String glob) {
        this.text = glob.toLowerCase(Locale.ROOT);
        this.isOfName = glob.indexOf('/') < 0;
        var start = add(null);
        var last = start;
        if (text.startsWith("**/")) {
            position = 3;
            var folders = add(ANYTHING);
            var slash = add(character -> character == '/');
            var after = add(null);
            link(start, folders, slash, after);
            link(folders, folders, slash);
            link(slash, after);
            last = after;
        }
        last = sequence(last, false);
        if (position < text.length()) {
            throw new IllegalArgumentException("'" + text.charAt(position) + "' without an opening");
        }
        link(last, states.size());
    }

    /// @throws IllegalArgumentException if it cannot be read, saying why
    static Glob of(String glob) {
        return new Glob(glob);
    }

    /// @param path inside the torrent, parts separated by `/`
    boolean matches(String path) {
        var lower = path.toLowerCase(Locale.ROOT);
        if (isOfName) {
            return isMatch(lower, lower.lastIndexOf('/') + 1);
        }
        return isMatch(lower, 0) || isMatch(lower, lower.indexOf('/') + 1);
    }

    private boolean isMatch(String path, int from) {
        var current = closure(states.getFirst().next);
        for (int i = from; i < path.length() && !current.isEmpty(); i++) {
            var reached = new BitSet();
            for (int at = current.nextSetBit(0); at >= 0; at = current.nextSetBit(at + 1)) {
                if (at < states.size() && states.get(at).takes(path.charAt(i))) {
                    reached.or(states.get(at).next);
                }
            }
            current = closure(reached);
        }
        return current.get(states.size());
    }

    /// Adds what is reached without a character.
    private BitSet closure(BitSet reached) {
        var all = (BitSet) reached.clone();
        var open = (BitSet) reached.clone();
        while (!open.isEmpty()) {
            var at = open.nextSetBit(0);
            open.clear(at);
            if (at < states.size() && states.get(at).taker() == null) {
                var more = (BitSet) states.get(at).next.clone();
                more.andNot(all);
                all.or(more);
                open.or(more);
            }
        }
        return all;
    }

    /// Reads up to the end, or to the end of one choice of a group.
    ///
    /// @return the last state
    private int sequence(int from, boolean inGroup) {
        var last = from;
        while (position < text.length()) {
            var character = text.charAt(position);
            if (character == '}' || (inGroup && character == ',')) {
                return last;
            }
            position++;
            last = switch (character) {
                case '*' -> star(last);
                case '{' -> group(last, inGroup);
                case '?' -> then(last, WITHIN_PART);
                case '[' -> then(last, range());
                case '\\' -> then(last, literal(escaped()));
                default -> then(last, literal(character));
            };
        }
        return last;
    }

    private int star(int last) {
        var isDeep = peek() == '*';
        if (isDeep) {
            position++;
        }
        var loop = add(isDeep ? ANYTHING : WITHIN_PART);
        var after = add(null);
        link(last, loop, after);
        link(loop, loop, after);
        return after;
    }

    private int group(int last, boolean inGroup) {
        if (inGroup) {
            throw new IllegalArgumentException("a group inside a group");
        }
        var ends = new ArrayList<Integer>();
        do {
            var begin = add(null);
            link(last, begin);
            ends.add(sequence(begin, true));
        } while (peek() == ',' && position++ < text.length());
        if (peek() != '}') {
            throw new IllegalArgumentException("'{' without '}'");
        }
        position++;
        var after = add(null);
        ends.forEach(end -> link(end, after));
        return after;
    }

    private Taker range() {
        var isNegated = peek() == '!' || peek() == '^';
        if (isNegated) {
            position++;
        }
        var pairs = new StringBuilder();
        while (peek() != ']' || pairs.isEmpty()) {
            var first = next("'[' without ']'");
            var isRange = peek() == '-' && position + 1 < text.length() && text.charAt(position + 1) != ']';
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
        for (int i = 0; i < pairs.length(); i += 2) {
            if (character >= pairs.charAt(i) && character <= pairs.charAt(i + 1)) {
                return true;
            }
        }
        return false;
    }

    private char escaped() {
        return next("nothing after '\\'");
    }

    private char next(String otherwise) {
        if (position >= text.length()) {
            throw new IllegalArgumentException(otherwise);
        }
        return text.charAt(position++);
    }

    private int peek() {
        return position < text.length() ? text.charAt(position) : END;
    }

    private static Taker literal(char wanted) {
        return character -> character == wanted;
    }

    private int then(int last, Taker taker) {
        var state = add(taker);
        link(last, state);
        var after = add(null);
        link(state, after);
        return after;
    }

    private int add(@Nullable Taker taker) {
        states.add(new State(taker, new BitSet()));
        return states.size() - 1;
    }

    private void link(int from, int... to) {
        for (var target : to) {
            states.get(from).next.set(target);
        }
    }
}
