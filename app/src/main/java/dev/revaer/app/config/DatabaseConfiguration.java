package dev.revaer.app.config;

import javax.sql.DataSource;

import dev.revaer.api.problem.ProblemHandler;
import dev.revaer.api.store.StoreFilter;
import dev.revaer.app.database.Database;
import dev.revaer.app.database.breaker.Breaker;
import org.jooq.ExecuteListener;
import org.jooq.ExecuteListenerProvider;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The database, and what happens while it does not answer.
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
    @Bean(destroyMethod = "")
    DataSource dataSource(Database database, Service.Closer closer) {
        return database.dataSource();
    }

    @Bean
    Breaker breaker(Database database) {
        return database.breaker();
    }

    @Bean
    ExecuteListenerProvider failureListener(Breaker breaker) {
        return new DefaultExecuteListenerProvider(
                ExecuteListener.onException(context -> breaker.failed(context.sqlException())));
    }

    @Bean
    StoreFilter storeFilter(Breaker breaker, ProblemHandler problems) {
        return new StoreFilter(breaker::isOpen, problems);
    }
}
