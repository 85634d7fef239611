package dev.revaer.engine.resume;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What Revaer writes into resume data itself: the first entries of its dictionary, which libtorrent passes over.
public final class ResumeFormat {
    /// What is read and written here; a higher one was written by a newer Revaer.
    public static final int VERSION = 1;

    /// Larger resume data is neither kept nor read.
    public static final int MOST_BYTES = 256 << 20;

    /// Pieces that are named at most.
    public static final int MOST_LATEST = 64;

    private static final Pattern MARK = Pattern
            .compile("d14:!revaer-formati(\\d{1,20})e(?:14:!revaer-latestl((?:i\\d{1,8}e){0,64})e)?");
    /// As long as [#MARK] can become.
    private static final int LONGEST = 800;

    private ResumeFormat() {}

    /// The same data, marked with [#VERSION].
    ///
    /// @param resumeData a dictionary that bears no mark yet
    /// @param latest pieces finished since the save before, at most [#MOST_LATEST]
    public static byte[] mark(byte[] resumeData, List<Integer> latest) {
        var pieces = latest.stream().map(piece -> "i" + piece + "e").collect(Collectors.joining());
        var mark = ("d14:!revaer-formati" + VERSION + "e14:!revaer-latestl" + pieces + "e")
                .getBytes(StandardCharsets.US_ASCII);
        var marked = new byte[mark.length + resumeData.length - 1];
        System.arraycopy(mark, 0, marked, 0, mark.length);
        System.arraycopy(resumeData, 1, marked, mark.length, resumeData.length - 1);
        return marked;
    }

    /// Whether only a newer Revaer knows what the data means.
    public static boolean isNewer(byte[] resumeData) {
        var mark = MARK.matcher(head(resumeData));
        return mark.lookingAt() && !mark.group(1).equals(String.valueOf(VERSION));
    }

    /// The pieces finished between the last save and the one before; empty if it does not say.
    public static List<Integer> latest(byte[] resumeData) {
        var mark = MARK.matcher(head(resumeData));
        if (!mark.lookingAt() || mark.group(2) == null) {
            return List.of();
        }
        return Stream.of(mark.group(2).split("[ie]+"))
                .filter(digits -> !digits.isEmpty())
                .map(Integer::valueOf)
                .toList();
    }

    private static String head(byte[] resumeData) {
        return new String(resumeData, 0, Math.min(resumeData.length, LONGEST), StandardCharsets.ISO_8859_1);
    }
}
