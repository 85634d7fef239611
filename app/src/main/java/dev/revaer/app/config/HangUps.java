package dev.revaer.app.config;

import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.atomic.AtomicReference;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// SIGHUP, by which Unix has a service read its settings again. Left alone it would end the JVM.
final class HangUps {
    private static final Logger LOG = LoggerFactory.getLogger(HangUps.class);

    private final AtomicReference<Runnable> follower = new AtomicReference<>(
            () -> LOG.info("SIGHUP: still starting, nothing to read again"));

    private HangUps() {}

    /// Listens from now on. Where the JVM leaves the signal to somebody else (`nohup`, `-Xrs`) none comes.
    ///
    /// `sun.misc.Signal` (module `jdk.unsupported`) is all that Java has for it; the compiler takes no plain use of it
    /// without a warning.
    static HangUps listen() {
        var hangUps = new HangUps();
        try {
            var signal = Class.forName("sun.misc.Signal");
            var handler = Class.forName("sun.misc.SignalHandler");
            Runnable heard = hangUps::come;
            var come = MethodHandles.publicLookup()
                    .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                    .bindTo(heard);
            var listening = MethodHandleProxies
                    .asInterfaceInstance(handler, MethodHandles.dropArguments(come, 0, signal));
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), listening);
        } catch (InvocationTargetException e) {
            LOG.info("SIGHUP is not listened for: {}", String.valueOf(e.getCause()));
        } catch (ReflectiveOperationException e) {
            LOG.info("SIGHUP is not listened for: {}", e.toString());
        }
        return hangUps;
    }

    /// Has somebody hear of each, on a thread of its own.
    void follow(Runnable hearer) {
        follower.set(hearer);
    }

    private void come() {
        try {
            follower.get().run();
        } catch (RuntimeException e) {
            LOG.atWarn().setCause(e).log("SIGHUP was heard in vain");
        }
    }
}
