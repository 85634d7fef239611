package dev.revaer.engine.selection;

import java.util.List;
import java.util.stream.Stream;

/// What comes with a release and is not its content.
final class Fluff {
    private static final List<Glob> GLOBS = Stream
            .of(
                    "*.{nfo,sfv,srr,srs,diz,url,website,lnk}",
                    "{sample,proof}.*",
                    "*[-._ ]{sample,proof}.*",
                    "sample[-._ ]*",
                    "**/{sample,samples,proof,proofs,screens,screenshots}/**",
                    "{rarbg,www.}*.{txt,exe,htm,html}",
                    "torrent?downloaded?from*",
                    "{thumbs.db,desktop.ini,.ds_store}")
            .map(Glob::of)
            .toList();

    private Fluff() {}

    static boolean is(String path) {
        return GLOBS.stream().anyMatch(glob -> glob.matches(path));
    }
}
