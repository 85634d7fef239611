package dev.revaer.engine.session.metainfo;

import dev.revaer.engine.create.MetainfoFormat;
import dev.revaer.engine.create.NewMetainfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PieceLengthTest {
    private static final long BOUND = 2_500_000;

    @ParameterizedTest
    @CsvSource({"1, 16384", "2684355, 16384", "2684356, 32768", "700000000, 524288", "4000000000, 1048576"})
    void growsWithTheContent(long size, int length) {
        assertThat(PieceLength.of(size, MetainfoFormat.V1, BOUND)).isEqualTo(length);
    }

    @Test
    void keepsTheHashesBelowTheirBound() {
        for (long size = 1; size < 1L << 42; size *= 2) {
            for (var format : MetainfoFormat.values()) {
                var length = PieceLength.of(size, format, BOUND);

                assertThat(NewMetainfo.isPieceLength(length)).isTrue();
                assertThat(PieceLength.hashBytes(size, length, format)).isLessThanOrEqualTo(BOUND);
            }
        }
    }
}
