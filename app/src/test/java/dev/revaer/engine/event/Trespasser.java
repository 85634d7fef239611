package dev.revaer.engine.event;

import org.jooq.SQLDialect;
import org.libtorrent4j.Sha1Hash;
import org.springframework.context.ApplicationContextException;

/// Breaks rules of the house, so that a test can see that they bite.
public final class Trespasser {
    final Class<?> spring = ApplicationContextException.class;
    final Class<?> jooq = SQLDialect.class;
    final Class<?> libtorrent = Sha1Hash.class;
    final Class<?> app = dev.revaer.app.Revaer.class;
    final String home = String.valueOf(System.getenv("HOME"));
}
