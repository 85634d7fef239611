package dev.revaer.fsops.rule;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Tells which files the rules leave out, and why.
public final class Sieve {
    /// What comes with a release and is not its content: the same as where files to download are selected.
    private static final List<Glob> FLUFF = Stream
            .of(
                    "*.{nfo,sfv,srr,srs,diz,url,website,lnk}",
                    "{sample,proof}.*",
                    "*[-._ ]{sample,proof}.*",
                    "sample[-._ ]*",
                    "**/{sample,samples,proof,proofs,screens,screenshots}/**",
                    "{rarbg,www.}*.{txt,exe,htm,html}",
                    "torrent?downloaded?from*",
                    "{thumbs.db,desktop.ini,.ds_store}")
            .map(Glob::new)
            .toList();

    private final FileRules rules;
    private final List<Glob> include;
    private final List<Glob> exclude;

    public Sieve(FileRules rules) {
        this.rules = rules;
        this.include = rules.include().stream().map(Glob::new).toList();
        this.exclude = rules.exclude().stream().map(Glob::new).toList();
    }

    /// Why the file is left out, in words; empty if it comes in.
    ///
    /// @param path in the torrent, an unpacked file's beside its archive
    public Optional<String> refusal(String path) {
        for (var i = 0; i < exclude.size(); i++) {
            if (exclude.get(i).matches(path)) {
                return Optional.of("left out by the rule " + rules.exclude().get(i));
            }
        }
        if (!include.isEmpty() && include.stream().noneMatch(glob -> glob.matches(path))) {
            return Optional.of("not among the files to take");
        }
        return rules.skipFluff() && FLUFF.stream().anyMatch(glob -> glob.matches(path))
                ? Optional.of("fluff")
                : Optional.empty();
    }
}
