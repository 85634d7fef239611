package dev.revaer.app.config;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Map;
import java.util.function.Supplier;

import dev.revaer.app.config.access.AccessChecks;
import dev.revaer.app.database.Database;
import dev.revaer.app.database.DatabaseAddress;
import dev.revaer.app.database.DatabaseException;
import dev.revaer.app.database.EmbeddedPostgres;
import dev.revaer.app.log.LogRing;
import dev.revaer.app.setting.Settings;
import dev.revaer.app.setting.StoredSettings;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/// Starts the service: checks, lock, database, then everything that lives in the application context. What was opened
/// is closed in the opposite order, by the context when all went well.
public final class Service {
    private static final Logger LOG = LoggerFactory.getLogger(Service.class);

    private Service() {}

    /// Returns when requests are answered.
    ///
    /// @throws StartException if the options cannot be served
    /// @throws dev.revaer.app.database.DatabaseException if there is no database to work with
    public static ConfigurableApplicationContext start(ServiceOptions options) {
        StartChecks.check(options);
        var opened = new ArrayDeque<AutoCloseable>();
        try {
            opened.push(DataLock.take(options.dataDir()));
            var database = Database.open(address(options, opened));
            opened.push(database);
            refuseFaults(options, database);
            var context = application(options, database, opened).run();
            opened.clear();
            return context;
        } finally {
            closeAll(opened);
        }
    }

    /// What only the database tells.
    private static void refuseFaults(ServiceOptions options, Database database) {
        var faults = new ArrayList<String>();
        var setup = options.isEmbedded()
                ? null
                : AccessChecks
                        .faultOfSetup(options.access(), options.listen().host(), database.dataSource());
        if (setup != null) {
            faults.add(setup);
        }
        var tls = TlsCheck.fault(stored(database).api().tls());
        if (tls != null) {
            faults.add(tls);
        }
        if (!faults.isEmpty()) {
            throw new StartException(faults);
        }
    }

    private static Settings stored(Database database) {
        try {
            return StoredSettings.read(database.dataSource()).settings();
        } catch (SQLException e) {
            throw new DatabaseException("can't read the settings in the database: " + e.getMessage(), e);
        }
    }

    private static DatabaseAddress address(ServiceOptions options, Deque<AutoCloseable> opened) {
        var url = options.databaseUrl();
        if (url != null) {
            return DatabaseAddress.parse(url);
        }
        var server = EmbeddedPostgres.start(options.dataDir().resolve("postgresql"));
        opened.push(server);
        return server.address();
    }

    private static SpringApplication application(
            ServiceOptions options,
            Database database,
            Deque<AutoCloseable> opened) {
        var closer = new Closer(new ArrayDeque<>(opened));
        var application = new SpringApplication(ServiceConfiguration.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setDefaultProperties(
                Map.of(
                        "server.address",
                        options.listen().host(),
                        "server.port",
                        options.listen().port()));
        application.addInitializers(context -> {
            var beans = (GenericApplicationContext) context;
            beans.registerBean(Closer.class, () -> closer);
            beans.registerBean(LogRing.class, LogRing::listen); // before those that have something to say
            beans.registerBean(ServiceOptions.class, () -> options);
            beans.registerBean(
                    "database",
                    Database.class,
                    supplier(database),
                    definition -> definition.setDestroyMethodName(null));
        });
        return application;
    }

    private static Supplier<Database> supplier(Database database) {
        return () -> database;
    }

    /// Closes what was opened before the context, once all that uses it is closed: the first bean made is the last
    /// destroyed.
    static final class Closer implements AutoCloseable {
        private final Deque<AutoCloseable> opened;

        Closer(Deque<AutoCloseable> opened) {
            this.opened = opened;
        }

        @Override
        public void close() {
            closeAll(opened);
        }
    }

    private static void closeAll(Deque<AutoCloseable> opened) {
        for (@Nullable
        AutoCloseable next = opened.poll(); next != null; next = opened.poll()) {
            try {
                next.close();
            } catch (Exception e) {
                LOG.atWarn().setCause(e).log("could not be closed");
            }
        }
    }
}
