/// A backup of Revaer's format that holds categories and torrents only.
@NullMarked
package dev.revaer.cli.takeover.archive;

import org.jspecify.annotations.NullMarked;
