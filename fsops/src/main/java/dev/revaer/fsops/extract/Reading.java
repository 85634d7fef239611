package dev.revaer.fsops.extract;

import dev.revaer.fsops.root.Roots;
import dev.revaer.fsops.workspace.Progress;

/// How volumes are read.
///
/// @param roots that they lie in
/// @param progress is told what is read
record Reading(Roots roots, Progress progress) {}
