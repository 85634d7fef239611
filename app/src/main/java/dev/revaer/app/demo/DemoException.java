package dev.revaer.app.demo;

/// A stage of the demo failed.
final class DemoException extends Exception {
    private static final long serialVersionUID = 1L;

    DemoException(String reason) {
        super(reason);
    }
}
