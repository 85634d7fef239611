package dev.revaer.fsops.rule;

import java.util.List;
import java.util.Optional;

/// Tells which files the rules leave out, and why.
public final class Sieve {
    /// What comes with a release and is not its content: the same as where files to download are selected.
    private static final Globs FLUFF = new Globs(
            List.of(
                    "*.{nfo,sfv,srr,srs,diz,url,website,lnk}",
                    "{sample,proof}.*",
                    "*[-._ ]{sample,proof}.*",
                    "sample[-._ ]*",
                    "**/{sample,samples,proof,proofs,screens,screenshots}/**",
                    "{rarbg,www.}*.{txt,exe,htm,html}",
                    "torrent?downloaded?from*",
                    "{thumbs.db,desktop.ini,.ds_store}"));

    private final FileRules rules;
    private final Globs include;
    private final Globs exclude;

    public Sieve(FileRules rules) {
        this.rules = rules;
        this.include = new Globs(rules.include());
        this.exclude = new Globs(rules.exclude());
    }

    /// Why the file is left out, in words; empty if it comes in.
    ///
    /// @param path in the torrent, an unpacked file's beside its archive
    public Optional<String> refusal(String path) {
        var excluded = exclude.first(path);
        if (excluded.isPresent()) {
            return Optional.of("left out by the rule " + excluded.get());
        }
        if (!rules.include().isEmpty() && include.first(path).isEmpty()) {
            return Optional.of("not among the files to take");
        }
        return rules.skipFluff() && FLUFF.first(path).isPresent()
                ? Optional.of("fluff")
                : Optional.empty();
    }
}
