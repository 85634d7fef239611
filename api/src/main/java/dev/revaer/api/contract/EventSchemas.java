package dev.revaer.api.contract;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.revaer.engine.TorrentState;
import dev.revaer.engine.event.EventType;
import dev.revaer.engine.event.Severity;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.media.Discriminator;
import io.swagger.v3.oas.models.media.Schema;
import org.jspecify.annotations.Nullable;

/// Describes what is in the `data` lines of the event stream, one schema for each type, read off the records.
final class EventSchemas {
    private static final String SCHEMAS = "#/components/schemas/";
    private static final String SUFFIX = "Event";
    private static final int LEAST_V1_HASH = 40;
    private static final int MOST_V2_HASH = 64;

    private EventSchemas() {}

    /// Schemas by name: `TorrentAddedEvent`.
    static Map<String, Schema<Object>> all() {
        var schemas = new TreeMap<String, Schema<Object>>();
        for (var type : EventType.values()) {
            schemas.put(type.payload().getSimpleName() + SUFFIX, envelope(type));
        }
        schemas.put("EventPage", page(List.copyOf(schemas.keySet())));
        return schemas;
    }

    private static Schema<Object> page(List<String> events) {
        var event = new Schema<Object>(SpecVersion.V31);
        events.forEach(name -> event.addOneOfItem(new Schema<>().$ref(SCHEMAS + name)));
        var mapping = new Discriminator().propertyName("type");
        for (var type : EventType.values()) {
            mapping.mapping(type.label(), SCHEMAS + type.payload().getSimpleName() + SUFFIX);
        }
        event.setDiscriminator(mapping);
        var items = typed("array");
        items.setItems(event);
        var next = typed("string");
        next.addType("null");
        next.setDescription("For the page after this one; null on the last");
        var schema = typed("object");
        schema.addProperty("items", items);
        schema.addProperty("nextCursor", next);
        schema.required(List.of("items", "nextCursor"));
        return schema;
    }

    private static Schema<Object> envelope(EventType type) {
        var schema = typed("object");
        schema.addProperty("id", typed("integer", "int64"));
        schema.addProperty("type", text(Stream.of(type.label())));
        schema.addProperty("at", typed("string", "date-time"));
        schema.addProperty("severity", text(Arrays.stream(Severity.values()).map(Severity::label)));
        var infoHash = typed("string");
        infoHash.setMinLength(LEAST_V1_HASH);
        infoHash.setMaxLength(MOST_V2_HASH);
        schema.addProperty("infoHash", infoHash);
        schema.addProperty("data", object(type.payload()));
        schema.required(List.of("id", "type", "at", "severity", "data"));
        return schema;
    }

    private static Schema<Object> object(Class<?> type) {
        var schema = typed("object");
        for (var component : type.getRecordComponents()) {
            var property = schema(component.getGenericType());
            if (isNullable(component)) {
                property.addType("null");
            }
            schema.addProperty(component.getName(), property);
        }
        schema.required(
                Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList());
        return schema;
    }

    private static Schema<Object> schema(Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            var array = typed("array");
            array.setItems(schema(list.getActualTypeArguments()[0]));
            return array;
        }
        if (!(type instanceof Class<?> plain)) {
            throw new IllegalStateException("no schema for " + type);
        }
        if (plain == String.class) {
            return typed("string");
        }
        if (plain == Instant.class) {
            return typed("string", "date-time");
        }
        if (plain == TorrentState.class) {
            return text(Arrays.stream(TorrentState.values()).map(TorrentState::label));
        }
        if (plain == boolean.class) {
            return typed("boolean");
        }
        if (plain == double.class) {
            return typed("number", "double");
        }
        if (plain == int.class || plain == Integer.class) {
            return typed("integer");
        }
        if (plain == long.class || plain == Long.class) {
            return typed("integer", "int64");
        }
        return object(plain);
    }

    private static Schema<Object> text(Stream<String> values) {
        var schema = typed("string");
        values.forEach(schema::addEnumItemObject);
        return schema;
    }

    static Schema<Object> typed(String type) {
        var schema = new Schema<Object>(SpecVersion.V31);
        schema.addType(type);
        return schema;
    }

    private static Schema<Object> typed(String type, String format) {
        var schema = typed(type);
        schema.setFormat(format);
        return schema;
    }

    private static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
}
