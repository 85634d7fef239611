package dev.revaer.app.blocklist;

import java.time.Instant;

import dev.revaer.app.fetch.Validators;

/// Where a copy came from and when.
///
/// @param source digest of the URL, which itself may hold secrets
/// @param content SHA-256 of the file that this belongs to
/// @param fetchedAt when it came, or was last found to be the newest
record BlocklistCopy(String source, String content, Validators validators, Instant fetchedAt) {}
