package dev.revaer.api.contract;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.media.Schema;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Says of each member of a record whether it is always there and whether it may be null, as its components do.
public final class StrictRecords implements ModelConverter {
    private static final String OURS = "dev.revaer.";
    private static final String NULL = "null";

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type,
            ModelConverterContext context,
            Iterator<ModelConverter> chain) {
        Class<?> raw = Json31.mapper().constructType(type.getType()).getRawClass();
        if (JsonNode.class.isAssignableFrom(raw)) {
            return free();
        }
        Schema<?> resolved = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        if (raw.isRecord() && raw.getName().startsWith(OURS)) {
            var model = context.getDefinedModels().get(name(raw));
            if (model != null && model.getRequired() == null) {
                tighten(model, raw);
            }
        }
        return resolved;
    }

    @Override
    public boolean isOpenapi31() {
        return true;
    }

    private static Schema<?> free() {
        var schema = new Schema<Object>(SpecVersion.V31);
        schema.addType("object");
        schema.setAdditionalProperties(true);
        return schema;
    }

    private static String name(Class<?> type) {
        var named = type.getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
        return named == null || named.name().isEmpty() ? type.getSimpleName() : named.name();
    }

    private static void tighten(Schema<?> model, Class<?> type) {
        var sent = type.getAnnotation(JsonInclude.class);
        var absent = sent == null ? JsonInclude.Include.ALWAYS : sent.value();
        for (var component : type.getRecordComponents()) {
            var name = name(component);
            var property = model.getProperties() == null ? null : model.getProperties().get(name);
            if (property == null) {
                continue;
            }
            var mayBeNull = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            if (absent == JsonInclude.Include.ALWAYS) {
                model.addRequiredItem(name);
                if (mayBeNull) {
                    model.addProperty(name, orNull(property));
                }
            } else if (!mayBeNull && !leavesOut(absent, component)) {
                model.addRequiredItem(name);
            }
        }
    }

    private static boolean leavesOut(JsonInclude.Include absent, RecordComponent component) {
        return absent == JsonInclude.Include.NON_EMPTY
                && Collection.class.isAssignableFrom(component.getType());
    }

    @SuppressWarnings("unchecked") // what an enum may hold is known to its schema alone
    private static Schema<?> orNull(Schema<?> schema) {
        if (schema.get$ref() == null) {
            schema.addType(NULL);
            if (schema.getEnum() != null) {
                ((Schema<Object>) schema).addEnumItemObject(null);
            }
            return schema;
        }
        var none = new Schema<Object>(SpecVersion.V31);
        none.addType(NULL);
        var either = new Schema<Object>(SpecVersion.V31);
        either.setAnyOf(List.of(new Schema<>(SpecVersion.V31).$ref(schema.get$ref()), none));
        return either;
    }

    private static String name(RecordComponent component) {
        AnnotatedElement accessor = component.getAccessor();
        var named = accessor.getAnnotation(JsonProperty.class);
        return named == null ? component.getName() : named.value();
    }
}
