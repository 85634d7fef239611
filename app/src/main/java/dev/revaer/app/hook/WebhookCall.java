package dev.revaer.app.hook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.revaer.app.document.Documents;
import dev.revaer.app.fetch.FetchException;
import dev.revaer.app.fetch.UrlPoster;
import dev.revaer.app.hook.DeliveryTable.Delivery;

/// Posts an outcome to the webhook: `X-Revaer-Signature: t=<Unix time>,v1=<HMAC-SHA256 of "t.body" in hex>`.
final class WebhookCall implements Attempt {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final Supplier<HookSettings> settings;
    private final UrlPoster poster;
    private final InstantSource clock;

    WebhookCall(Supplier<HookSettings> settings, UrlPoster poster, InstantSource clock) {
        this.settings = settings;
        this.poster = poster;
        this.clock = clock;
    }

    @Override
    public Result make(Delivery delivery) {
        var webhook = settings.get().webhook();
        var url = webhook.url();
        var secret = webhook.secret();
        if (url == null) {
            return Result.failed("no webhook is set any more");
        }
        if (secret == null || secret.isEmpty()) {
            return Result.failed("its secret cannot be read with the keys that are here: set it anew");
        }
        try {
            var status = poster.post(url, headers(delivery, secret), body(delivery), LIMIT);
            return status >= 200 && status < 300
                    ? Result.delivered("answered with status " + status)
                    : Result.failed("answered with status " + status);
        } catch (FetchException e) {
            return Result.failed(e.error().reason());
        }
    }

    private Map<String, String> headers(Delivery delivery, String secret) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("X-Revaer-Delivery", delivery.id().toString());
        headers.put(
                "X-Revaer-Event",
                "fsops_" + Documents.LENIENT.readTree(delivery.body()).path("state").asString());
        headers.put(
                "X-Revaer-Signature",
                signature(secret, clock.instant().getEpochSecond(), delivery.body()));
        return headers;
    }

    /// What a receiver makes as well, to compare.
    static String signature(String secret, long time, String body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            var signed = mac.doFinal((time + "." + body).getBytes(StandardCharsets.UTF_8));
            return "t=" + time + ",v1=" + HexFormat.of().formatHex(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    private static byte[] body(Delivery delivery) {
        return delivery.body().getBytes(StandardCharsets.UTF_8);
    }
}
