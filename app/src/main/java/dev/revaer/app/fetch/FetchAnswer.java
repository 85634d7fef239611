package dev.revaer.app.fetch;

/// How a fetch ended well.
public sealed interface FetchAnswer {
    /// The body is in the sink.
    record Fetched(long bytes, Validators validators) implements FetchAnswer {}

    /// The copy that is here still holds; nothing was written to the sink.
    record NotModified() implements FetchAnswer {}

    /// The server sent on to a magnet link, as indexers do; nothing was written to the sink.
    record Magnet(String uri) implements FetchAnswer {
        /// Leaves out the link, whose trackers may hold secrets.
        @Override
        public String toString() {
            return "Magnet[]";
        }
    }
}
