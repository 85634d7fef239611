package dev.revaer.api.contract;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;

/// The header that a filter reads beside the controllers.
final class IdempotencyKeys {
    static final String HEADER = "Idempotency-Key";
    private static final int LONGEST = 255;

    private IdempotencyKeys() {}

    /// Answers under `/admin` hold secrets, which are not kept.
    static void into(String path, HttpMethod method, Operation operation) {
        if (method == HttpMethod.POST && !path.startsWith("/admin")) {
            operation.addParametersItem(parameter());
        }
    }

    private static Parameter parameter() {
        var text = new Schema<String>(SpecVersion.V31);
        text.addType("string");
        text.setMinLength(1);
        text.setMaxLength(LONGEST);
        text.setPattern("^[!-~]+$");
        return new Parameter().name(HEADER)
                .in("header")
                .required(false)
                .description(
                        "Names the request, so that it is done once however often it is sent: the same key"
                                + " and request within 24 hours get the first answer again, with"
                                + " Idempotency-Replayed: true")
                .schema(text)
                .example("8e03978e-40d5-43dd-bc93-6894a57f9324");
    }
}
