package dev.revaer.fsops;

import java.nio.file.Path;

/// What stands in the library.
///
/// @param libraryPath the file or directory published
/// @param bytes size of all its files
/// @param files how many files
/// @param alreadyPublished an earlier run had published it and there was nothing to do
public record PublishedDownload(Path libraryPath, long bytes, int files, boolean alreadyPublished) {}
