/// The settings: one document, kept in revisions, handed out as snapshots.
@NullMarked
package dev.revaer.app.setting;

import org.jspecify.annotations.NullMarked;
