package dev.revaer.engine.create;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class NewMetainfoTest {
    @ParameterizedTest
    @ValueSource(ints = {0, -1, 8_192, 16_383, 20_000, 1 << 28, Integer.MIN_VALUE})
    void refusesPieceLengthsThatAreNoPowerOfTwoInRange(int length) {
        assertThat(NewMetainfo.isPieceLength(length)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> metainfo(length, "http://tracker.test"));
    }

    @ParameterizedTest
    @ValueSource(ints = {16_384, 1 << 20, 1 << 27})
    void takesPowersOfTwo(int length) {
        assertThat(metainfo(length, "http://tracker.test").pieceLength()).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wss://tracker.test", "tracker"})
    void refusesTrackersThatCannotBeUsed(String tracker) {
        assertThatIllegalArgumentException().isThrownBy(() -> metainfo(16_384, tracker));
    }

    private static NewMetainfo metainfo(int pieceLength, String tracker) {
        return new NewMetainfo(
                Path.of("/content"),
                MetainfoFormat.V1,
                pieceLength,
                false,
                List.of(List.of(tracker)),
                List.of(),
                null,
                null);
    }
}
