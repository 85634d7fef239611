package dev.revaer.api.tls;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.revaer.api.health.HealthReport.Component;
import dev.revaer.engine.BadValueException;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/// Has new connections speak TLS, or plain HTTP, as the settings say. Files that have changed are taken as soon as they
/// belong together; until then the ones before stay in force.
public final class TlsServer implements NettyServerCustomizer {
    private static final Logger LOG = LoggerFactory.getLogger(TlsServer.class);
    /// For the answer to who switched TLS on or off.
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private TlsSettings settings = TlsSettings.USUAL;
    private @Nullable String failure;
    private volatile @Nullable TlsIdentity identity;
    private volatile @Nullable String fault;

    /// Looks whether there is a certificate that can be shown.
    ///
    /// @throws BadValueException naming the file that cannot be used, and why
    public static void check(TlsSettings settings) {
        if (settings.wantsTls()) {
            TlsIdentity.load(settings);
        }
    }

    /// Looks whether there is a certificate that can be shown and will be believed today.
    ///
    /// @throws BadValueException naming the file that cannot be used, and why
    public static void checkFresh(TlsSettings settings) {
        var staleness = settings.wantsTls() ? TlsIdentity.load(settings).staleness() : null;
        if (staleness != null) {
            throw new BadValueException("certificate", settings.certificate() + " " + staleness);
        }
    }

    /// From now on these hold for new connections. Where TLS was switched on or off, the ones that are open are closed
    /// after a while.
    ///
    /// @throws BadValueException if the files cannot be used; what held before still holds
    public synchronized void use(TlsSettings changed) {
        if (changed.equals(settings)) {
            return;
        }
        var loaded = changed.wantsTls() ? TlsIdentity.load(changed) : null;
        var isSwitched = changed.wantsTls() != settings.wantsTls();
        settings = changed;
        identity = loaded;
        failure = null;
        fault = null;
        if (isSwitched) {
            LOG.atInfo()
                    .addKeyValue("certificate", loaded == null ? "none" : loaded.subject())
                    .log(loaded == null ? "HTTP is plain" : "HTTP is spoken over TLS");
            closeOthers(loaded != null);
        }
    }

    /// Takes the files anew if they have changed. What is wrong with them twice in a row is told: certificate and key are
    /// seldom replaced in the same moment.
    public synchronized void reload() {
        var running = identity;
        if (running == null) {
            return;
        }
        try {
            var files = PemFiles.read(settings);
            if (!files.equals(running.files())) {
                var loaded = TlsIdentity.of(files, settings);
                identity = loaded;
                LOG.atInfo()
                        .addKeyValue("certificate", loaded.subject())
                        .addKeyValue("until", loaded.expiresAt())
                        .log("the TLS files have changed and were taken");
            }
            failure = null;
            fault = null;
        } catch (BadValueException e) {
            tell(e.reason());
        }
    }

    private void tell(String reason) {
        if (reason.equals(failure) && !reason.equals(fault)) {
            fault = reason;
            LOG.atError()
                    .addKeyValue("reason", reason)
                    .log("the TLS files cannot be taken; those before stay in force");
        }
        failure = reason;
    }

    /// Which certificate is shown, and what is wrong with it or with the files that should replace it.
    public Component health() {
        var running = identity;
        if (running == null) {
            return Component.up("off: plain HTTP");
        }
        var shown = running.subject() + " until " + running.expiresAt();
        var wrong = fault;
        if (wrong != null) {
            return Component.degraded(
                    wrong + ". Still shown: " + shown,
                    "Mend the files; they are looked at every two seconds.");
        }
        var staleness = running.staleness();
        return staleness == null
                ? Component.up(shown)
                : Component.degraded("the certificate " + staleness + ": " + shown, "Replace the files.");
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return server.doOnChannelInit((_, channel, _) -> {
            if (channel.pipeline().get(NettyPipeline.HttpCodec) != null) {
                begin(channel);
            }
        });
    }

    private void begin(Channel channel) {
        var shown = identity;
        if (shown != null) {
            shown.provider().addSslHandler(channel, null, false);
        }
        open.add(channel);
    }

    private void closeOthers(boolean isTls) {
        for (var channel : open) {
            if ((channel.pipeline().get(SslHandler.class) != null) != isTls) {
                var _ = channel.eventLoop().schedule(() -> {
                    var _ = channel.close();
                }, GRACE.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }
}
