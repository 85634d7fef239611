package dev.revaer.app.database;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Where a PostgreSQL database is and how to log in to it.
///
/// @param jdbcUrl `jdbc:postgresql://…`, without user and password
/// @param password empty where the server asks for none; never part of [#toString()]
public record DatabaseAddress(String jdbcUrl, String user, String password) {
    private static final String EXPECTED = "expected postgres://user:password@host:port/database or "
            + "jdbc:postgresql://host:port/database?user=…&password=…, "
            + "with anything but letters and digits in user and password percent-encoded";
    private static final String HOST = "(?:[\\w.-]+|\\[[0-9A-Fa-f:.]+])(?::\\d{1,5})?";
    private static final Pattern FORM = Pattern.compile(
            "(?<scheme>postgres|postgresql|jdbc:postgresql)://"
                    + "(?:(?<user>[^:@/?#]*)(?::(?<password>[^@/?#]*))?@)?(?<hosts>" + HOST + "(?:," + HOST
                    + ")*)"
                    + "/(?<database>[^/?#]+)(?:\\?(?<options>[^#]*))?");
    private static final Pattern PORT = Pattern.compile(":(\\d{1,5})(?=,|$)");
    private static final Pattern JDBC = Pattern.compile("jdbc:postgresql://[^/@]+/[^?]+(\\?.*)?");
    private static final Pattern CREDENTIAL = Pattern.compile("(user|password)=.*");

    /// @throws DatabaseException if the user is empty or the URL is not of the form above
    public DatabaseAddress {
        if (!JDBC.matcher(jdbcUrl).matches() || options(jdbcUrl).anyMatch(CREDENTIAL.asMatchPredicate())) {
            throw new DatabaseException("not a PostgreSQL address: " + EXPECTED);
        }
        if (user.isBlank()) {
            throw new DatabaseException("the database address names no user: " + EXPECTED);
        }
        if ((user + password).indexOf('\0') >= 0) {
            throw new DatabaseException("the database address holds a NUL character: " + EXPECTED);
        }
    }

    /// Reads what people put into `DATABASE_URL`: `postgres://`, `postgresql://` or `jdbc:postgresql://`, with the
    /// driver's options after the `?`.
    ///
    /// @throws DatabaseException if it is none of these; the message says what is expected and repeats no part of
    ///             the text, which may hold a password
    public static DatabaseAddress parse(String text) {
        var form = FORM.matcher(text.strip());
        if (!form.matches() || PORT.matcher(form.group("hosts"))
                .results()
                .mapToInt(port -> Integer.parseInt(port.group(1)))
                .anyMatch(port -> port < 1 || port > 65_535)) {
            throw new DatabaseException("not a PostgreSQL address: " + EXPECTED);
        }

        var jdbc = form.group("scheme").startsWith("jdbc:");
        var options = Optional.ofNullable(form.group("options")).orElse("");
        var user = Optional.ofNullable(form.group("user")).or(() -> option(options, "user"));
        var password = Optional.ofNullable(form.group("password")).or(() -> option(options, "password"));
        var kept = options(options).filter(option -> !CREDENTIAL.matcher(option).matches())
                .collect(Collectors.joining("&"));
        return new DatabaseAddress(
                "jdbc:postgresql://" + form.group("hosts") + "/"
                        + URLEncoder.encode(decode(form.group("database"), jdbc), UTF_8)
                        + (kept.isEmpty() ? "" : "?" + kept),
                user.map(value -> decode(value, jdbc)).orElse(""),
                password.map(value -> decode(value, jdbc)).orElse(""));
    }

    /// Opens a connection each time it is asked for one.
    ///
    /// @param connecting how long that may take
    /// @param answering how long the server may take to answer anything
    public DataSource dataSource(Duration connecting, Duration answering) {
        var properties = new Properties();
        properties.setProperty("ApplicationName", "revaer");
        properties.setProperty("connectTimeout", String.valueOf(connecting.toSeconds()));
        properties.setProperty("loginTimeout", String.valueOf(connecting.toSeconds()));
        properties.setProperty("socketTimeout", String.valueOf(answering.toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return new DriverManagerDataSource(jdbcUrl, properties);
    }

    @Override
    public String toString() {
        return user + " at " + jdbcUrl;
    }

    private static Stream<String> options(String text) {
        return Arrays.stream(text.substring(text.indexOf('?') + 1).split("&", -1))
                .filter(option -> !option.isEmpty());
    }

    private static Optional<String> option(String options, String name) {
        return options(options).filter(option -> option.startsWith(name + "="))
                .map(option -> option.substring(name.length() + 1))
                .findFirst();
    }

    /// The driver takes `+` for a blank, PostgreSQL's own URLs take it for itself.
    private static String decode(String text, boolean plusIsBlank) {
        try {
            return URLDecoder.decode(plusIsBlank ? text : text.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException _) { // its message would repeat a piece of the password
            throw new DatabaseException("the database address holds a broken percent-encoding: " + EXPECTED);
        }
    }
}
