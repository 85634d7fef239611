package dev.revaer.api.trace;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/// Follows requests.
public interface RequestTraces {
    /// By which key Reactor's context has [Followed#scope()].
    String SCOPE = "dev.revaer.request";

    /// A request begins.
    ///
    /// @param isRecorded false for what goes on for days, of which no more than the ids is to be known
    Followed begin(String requestId, String method, HttpHeaders headers, boolean isRecorded);

    /// One request.
    interface Followed {
        /// What each thread is to know that works on it.
        Object scope();

        /// It is over.
        ///
        /// @param status of the answer
        /// @param route that it took: `/v1/torrents/{hash}`; null if there is none
        /// @param isLeft whether the client hung up
        void end(int status, @Nullable String route, boolean isLeft);
    }
}
