package dev.revaer.app.demo;

/// What this program runs on, so that it can be run again.
final class JavaRuntime {
    private JavaRuntime() {}

    static String classPath() {
        return System.getProperty("java.class.path");
    }
}
