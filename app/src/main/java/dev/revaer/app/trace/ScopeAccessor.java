package dev.revaer.app.trace;

import dev.revaer.api.trace.RequestTraces;
import io.micrometer.context.ThreadLocalAccessor;

/// Has [RequestScope] go with a request from thread to thread.
final class ScopeAccessor implements ThreadLocalAccessor<RequestScope> {
    @Override
    public Object key() {
        return RequestTraces.SCOPE;
    }

    @Override
    public RequestScope getValue() {
        return RequestScope.current();
    }

    @Override
    public void setValue(RequestScope scope) {
        scope.enter();
    }

    @Override
    public void setValue() {
        RequestScope.NONE.enter();
    }
}
