package dev.revaer.app.database.breaker;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.sql.DataSource;

import org.springframework.jdbc.datasource.DelegatingDataSource;

/// Gives connections while the breaker lets it; fails at once while it is open.
public final class GuardedDataSource extends DelegatingDataSource {
    /// `connection_does_not_exist` (PostgreSQL manual, appendix A).
    private static final String SQL_STATE = "08003";

    private final Breaker breaker;

    public GuardedDataSource(DataSource connections, Breaker breaker) {
        super(connections);
        this.breaker = breaker;
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (breaker.isOpen()) {
            throw new SQLTransientConnectionException(
                    "the database does not answer: " + breaker.reason(),
                    SQL_STATE);
        }
        try {
            return super.getConnection();
        } catch (SQLException e) {
            breaker.failed(e);
            throw e;
        }
    }
}
