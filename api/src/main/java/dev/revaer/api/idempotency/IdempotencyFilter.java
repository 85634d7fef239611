package dev.revaer.api.idempotency;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.revaer.api.access.Caller;
import dev.revaer.api.bounds.Bounds;
import dev.revaer.api.idempotency.KeptAnswers.KeptAnswer;
import dev.revaer.api.idempotency.KeptAnswers.RequestName;
import dev.revaer.api.problem.ApiError.RepeatError.KeyReused;
import dev.revaer.api.problem.ApiException;
import dev.revaer.api.problem.ProblemHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Gives the answer of before to a `POST` with the `Idempotency-Key` of before, and does nothing a second time
/// (draft-ietf-httpapi-idempotency-key-header).
///
/// The answer is kept before it is sent, and a client that hangs up does not end what it has begun. If Revaer ends
/// between the act and the keeping of its answer, the request is done anew when it is sent again.
public final class IdempotencyFilter implements WebFilter, Ordered {
    /// How long an answer is kept.
    public static final Duration KEPT = Duration.ofHours(24);
    /// Tells that the answer was given before.
    public static final String REPLAYED = "Idempotency-Replayed";
    /// Larger answers are given and not kept.
    public static final int LARGEST_ANSWER = 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(IdempotencyFilter.class);
    /// After the bound on bodies, and after the audit log: nothing is changed by what is answered from memory.
    private static final int ORDER = 20;
    /// What a multipart body holds beside the metainfo.
    private static final int REST_OF_UPLOAD = 1024 * 1024;

    private final KeptAnswers answers;
    private final Bounds bounds;
    private final ProblemHandler problems;
    private final RunningRequests running = new RunningRequests();
    private final Scheduler waiting = Schedulers.boundedElastic();

    public IdempotencyFilter(KeptAnswers answers, Bounds bounds, ProblemHandler problems) {
        this.answers = answers;
        this.bounds = bounds;
        this.problems = problems;
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var key = KeyHeader.of(exchange.getRequest());
        var holder = Caller.holder(exchange);
        if (key == null || holder == null) {
            return chain.filter(exchange);
        }
        var name = new RequestName(holder.id(), key);
        var declared = exchange.getRequest().getHeaders().getContentLength();
        var most = most();
        var reserved = declared < 0 ? most : Math.min(declared, most);
        return Mono.defer(() -> {
            running.reserve(reserved);
            var isBegun = new AtomicBoolean();
            return body(exchange.getRequest(), most).flatMap(body -> {
                isBegun.set(true);
                return answer(name, body, exchange, chain).doFinally(_ -> running.free(reserved))
                        .cache(); // a client that hangs up ends nothing, and frees nothing that is still held
            }).doFinally(_ -> {
                if (!isBegun.get()) {
                    running.free(reserved);
                }
            });
        }).flatMap(given -> write(exchange, given));
    }

    /// What is to be sent.
    private record Given(KeptAnswer answer, boolean isReplayed) {}

    private Mono<Given> answer(
            RequestName name,
            byte[] body,
            ServerWebExchange exchange,
            WebFilterChain chain) {
        return Mono.fromCallable(() -> Fingerprint.of(exchange.getRequest(), body)).flatMap(print -> {
            running.begin(name, print);
            return Mono.fromCallable(() -> before(name, print))
                    .switchIfEmpty(Mono.defer(() -> run(name, print, body, exchange, chain)))
                    // before anybody has the answer, and may send the next; never cancelled, as it is cached
                    .doOnTerminate(() -> running.end(name));
        }).subscribeOn(waiting);
    }

    private @Nullable Given before(RequestName name, String print) {
        var kept = answers.find(name);
        if (kept == null) {
            return null;
        }
        if (!kept.fingerprint().equals(print)) {
            throw new ApiException(new KeyReused());
        }
        return new Given(kept, true);
    }

    private Mono<Given> run(
            RequestName name,
            String print,
            byte[] body,
            ServerWebExchange exchange,
            WebFilterChain chain) {
        var captured = new CapturedResponse(exchange.getResponse());
        var inner = exchange.mutate()
                .request(new ReadRequest(exchange.getRequest(), body))
                .response(captured)
                .build();
        return chain.filter(inner)
                .onErrorResume(raised -> problems.handle(inner, raised))
                .then(Mono.fromCallable(() -> keep(name, given(print, captured))).subscribeOn(waiting));
    }

    private static KeptAnswer given(String print, CapturedResponse response) {
        var status = Objects.requireNonNullElse(response.getStatusCode(), HttpStatus.OK);
        var type = response.getHeaders().getContentType();
        var location = response.getHeaders().getLocation();
        return new KeptAnswer(
                print,
                status.value(),
                type == null ? null : type.toString(),
                location == null ? null : location.toString(),
                response.body());
    }

    /// What went wrong here may go right the next time. The answer is given even where it cannot be kept: what was done
    /// is done.
    private Given keep(RequestName name, KeptAnswer answer) {
        if (answer.status() < 500 && answer.body().length <= LARGEST_ANSWER) {
            try {
                answers.keep(name, answer);
            } catch (RuntimeException e) {
                LOG.atWarn().setCause(e).log("an answer is not kept; its request would be done again");
            }
        }
        return new Given(answer, false);
    }

    private static Mono<Void> write(ServerWebExchange exchange, Given given) {
        var response = exchange.getResponse();
        var answer = given.answer();
        response.setStatusCode(HttpStatusCode.valueOf(answer.status()));
        if (given.isReplayed()) {
            var headers = response.getHeaders();
            headers.set(REPLAYED, "true");
            if (answer.contentType() != null) {
                headers.set("Content-Type", answer.contentType());
            }
            if (answer.location() != null) {
                headers.setLocation(URI.create(answer.location()));
            }
        }
        if (answer.body().length == 0) {
            return response.setComplete();
        }
        response.getHeaders().setContentLength(answer.body().length);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(answer.body())));
    }

    private int most() {
        var now = bounds.now();
        return Math.max(now.bodyBytes(), now.metainfoBytes() + REST_OF_UPLOAD);
    }

    private static Mono<byte[]> body(ServerHttpRequest request, int most) {
        return DataBufferUtils.join(request.getBody(), most).map(buffer -> {
            var bytes = new byte[buffer.readableByteCount()];
            buffer.read(bytes);
            DataBufferUtils.release(buffer);
            return bytes;
        })
                .defaultIfEmpty(new byte[0])
                .onErrorMap(
                        DataBufferLimitException.class,
                        _ -> new ResponseStatusException(
                                HttpStatus.CONTENT_TOO_LARGE,
                                "a body with " + KeyHeader.NAME + " has at most " + most + " bytes"));
    }

    /// A request whose body was read already.
    private static final class ReadRequest extends ServerHttpRequestDecorator {
        private final byte[] body;

        ReadRequest(ServerHttpRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return body.length == 0
                    ? Flux.empty()
                    : Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(body));
        }
    }
}
