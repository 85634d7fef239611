package dev.revaer.app.fetch;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;

import dev.revaer.app.fetch.FetchError.NoRoute;
import dev.revaer.engine.network.NetworkSettings;
import dev.revaer.engine.network.ProxySettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FetchRouteIT {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();

    @Test
    void goesNowhereBesideAProxy() {
        var proxy = new ProxySettings(ProxySettings.Type.SOCKS5, "127.0.0.1", 1080, null, null, true);

        assertThatExceptionOfType(FetchException.class)
                .isThrownBy(() -> FetchRoute.of(network(null, proxy), false))
                .satisfies(e -> assertThat(e.error()).isInstanceOf(NoRoute.class));
    }

    @Test
    void goesFromTheBoundInterface() throws IOException {
        var route = FetchRoute.of(network("lo", null), false);
        try (var socket = new Socket()) {

            route.bind(socket, HERE);

            assertThat(socket.getLocalAddress()).isEqualTo(HERE);
        }
    }

    @Test
    void goesNowhereWithoutTheInterface() throws IOException {
        var route = FetchRoute.of(network("rv-none0", null), false);
        try (var socket = new Socket()) {

            assertThatExceptionOfType(FetchException.class).isThrownBy(() -> route.bind(socket, HERE))
                    .satisfies(e -> assertThat(e.error().reason()).contains("rv-none0"));
        }
    }

    @Test
    void staysOnLoopbackWhateverTheSettingsSay() {
        assertThat(FetchRoute.of(network("lo", null), true))
                .isEqualTo(FetchRoute.direct(AddressPolicy.LOOPBACK_ONLY));
    }

    private static NetworkSettings network(@Nullable String bound, @Nullable ProxySettings proxy) {
        var usual = NetworkSettings.USUAL;
        return new NetworkSettings(
                List.copyOf(usual.listen()),
                bound,
                usual.portMapping(),
                usual.dht(),
                usual.pex(),
                usual.lsd(),
                usual.utp(),
                usual.encryption(),
                proxy,
                usual.anonymousMode(),
                usual.blockedRanges(),
                usual.blocklist(),
                usual.allowPrivateUrls());
    }
}
