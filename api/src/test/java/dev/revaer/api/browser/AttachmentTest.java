package dev.revaer.api.browser;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class AttachmentTest {
    static Stream<Arguments> names() {
        return Stream.of(
                arguments("linux.iso", "linux.iso.torrent", "linux.iso.torrent"),
                arguments("a b (1)", "a b (1).torrent", "a%20b%20%281%29.torrent"),
                arguments("100% it's", "100_ it's.torrent", "100%25%20it%27s.torrent"),
                arguments("Ünï", "_n_.torrent", "%C3%9Cn%C3%AF.torrent"),
                arguments("\uD83D\uDE00", "_.torrent", "%F0%9F%98%80.torrent"),
                arguments("../../etc/passwd", "_.._etc_passwd.torrent", "_.._etc_passwd.torrent"),
                arguments("C:\\x", "C__x.torrent", "C__x.torrent"),
                arguments("a\"; filename=\"b", "a_; filename=_b.torrent", "a_%3B%20filename%3D_b.torrent"),
                arguments("a\r\nSet-Cookie: x", "a__Set-Cookie_ x.torrent", "a__Set-Cookie_%20x.torrent"),
                arguments("gnp\u202Eexe", "gnp_exe.torrent", "gnp_exe.torrent"),
                arguments("\uD83D", "_.torrent", "_.torrent"),
                arguments("a\u0000b", "a_b.torrent", "a_b.torrent"),
                arguments("...", "download.torrent", "download.torrent"),
                arguments("  ", "download.torrent", "download.torrent"),
                arguments(".hidden", "hidden.torrent", "hidden.torrent"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void isSafeWhateverTheName(String name, String ascii, String encoded) {
        assertThat(Attachment.called(name, ".torrent"))
                .isEqualTo("attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded);
    }

    @Test
    void isNoLongerThanAFileSystemTakes() {
        assertThat(Attachment.called("ü".repeat(5_000), ".torrent"))
                .isEqualTo(
                        "attachment; filename=\"" + "_".repeat(100) + ".torrent\"; filename*=UTF-8''"
                                + "%C3%BC".repeat(100) + ".torrent");
    }
}
