package dev.revaer.app.setting;

import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.revaer.engine.TorrentFile;
import dev.revaer.engine.selection.FilePriority;
import dev.revaer.engine.selection.Selection;
import dev.revaer.fsops.rule.FileRules;
import dev.revaer.fsops.rule.Sieve;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// What is selected for download and what is let into the library mean the same by a glob and by fluff, though the
/// modules that do so know nothing of each other.
class FileRulesAgreementTest {
    private static final long SEED = 20_261_122;
    private static final List<String> PARTS = List.of(
            "sample",
            "Samples",
            "proof",
            "a.nfo",
            "x.NFO",
            "x.sfv",
            "a.sample.mkv",
            "sample-a.mkv",
            "proof.jpg",
            "RARBG.txt",
            "www.x.com.exe",
            "rarbg.mkv",
            "a.url",
            "Torrent downloaded from x.txt",
            "Thumbs.db",
            ".DS_Store",
            "film.mkv",
            "screens",
            "Show",
            "resample.mkv",
            "sampler",
            "desktop.ini",
            "a.diz",
            "a.lnk",
            "sample a.mkv",
            "Proofs",
            "x_proof.png");
    private static final List<String> GLOBS = List.of(
            "*.mkv",
            "**/x/**",
            "sample/*",
            "*.{nfo,srt}",
            "[a-f]*",
            "Show/**",
            "?.nfo",
            "**/*.txt",
            "*",
            "show/sample/*");

    @Test
    void meansTheSameByFluffAndGlobs() {
        var random = new Random(SEED);
        for (int i = 0; i < 3000; i++) {
            var path = path(random);
            var include = globs(random);
            var exclude = globs(random);
            var skipFluff = random.nextBoolean();

            var selection = new Selection(include, exclude, skipFluff, Map.of());
            var sieve = new Sieve(new FileRules(include, exclude, skipFluff));

            assertThat(sieve.refusal(path).isEmpty()).as("%s by %s, seed %d", path, selection, SEED)
                    .isEqualTo(
                            selection.priorities(List.of(new TorrentFile(0, path, 1)))
                                    .getFirst() != FilePriority.SKIP);
        }
    }

    private static String path(Random random) {
        var path = new StringBuilder("Show");
        for (int i = random.nextInt(3); i >= 0; i--) {
            path.append('/').append(PARTS.get(random.nextInt(PARTS.size())));
        }
        return path.toString();
    }

    private static List<String> globs(Random random) {
        return random.nextInt(3) > 0 ? List.of() : List.of(GLOBS.get(random.nextInt(GLOBS.size())));
    }
}
