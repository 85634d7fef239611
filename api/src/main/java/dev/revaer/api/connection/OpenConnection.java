package dev.revaer.api.connection;

import java.time.Duration;
import java.util.function.Consumer;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollChannelOption;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.netty.NettyOutbound;

/// The connection on which a long answer goes out.
public final class OpenConnection {
    private final ServerHttpResponse response;

    public OpenConnection(ServerHttpResponse response) {
        this.response = response;
    }

    /// Has the kernel give the connection up when the other side has not acknowledged anything for so long: it may have
    /// vanished without a word (tcp(7), `TCP_USER_TIMEOUT`; nothing happens on systems without epoll).
    public void giveUpUnheard(Duration limit) {
        with(channel -> {
            var _ = channel.config().setOption(EpollChannelOption.TCP_USER_TIMEOUT, (int) limit.toMillis());
        });
    }

    /// Has the kernel hold no more than about twice this of what the other side does not take, in place of megabytes.
    public void limitUnsent(int bytes) {
        with(channel -> {
            var _ = channel.config().setOption(ChannelOption.SO_SNDBUF, bytes);
        });
    }

    /// Ends it at once; what is on its way is lost.
    public void cut() {
        with(channel -> {
            var _ = channel.close(); // who waits for the write is told
        });
    }

    private void with(Consumer<Channel> action) {
        if (ServerHttpResponseDecorator.getNativeResponse(response) instanceof NettyOutbound outbound) {
            outbound.withConnection(open -> action.accept(open.channel()));
        }
    }
}
