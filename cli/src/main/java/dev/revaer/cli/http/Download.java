package dev.revaer.cli.http;

import java.io.InputStream;
import java.util.OptionalLong;

/// A file of any size as it comes from the service.
///
/// @param length in bytes, if the service tells
/// @param body breaks where the service does; to be closed
public record Download(OptionalLong length, InputStream body) {}
