package dev.revaer.app.log;

/// How lines are written to the console.
public enum LogFormat {
    /// For people.
    TEXT,
    /// One JSON object a line: `timestamp`, `level`, `logger`, `thread`, `message`, `fields` and `stack`; with `requestId`,
    /// `traceId` and `spanId` where the line is of a request.
    JSON;

    private static volatile LogFormat ofConsole = TEXT;

    /// Has the console written like this from now on, however often the log is set up anew.
    public void use() {
        ofConsole = this;
    }

    static LogFormat ofConsole() {
        return ofConsole;
    }
}
