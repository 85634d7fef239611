package dev.revaer.app.document;

import org.jooq.JSONB;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/// The one form in which records are kept and shown as JSON: members by their names, enums in lower camel case
/// (`removeData`), durations as ISO-8601 (`PT30M`).
public final class Documents {
    /// Refuses members it does not know, as input from outside must be.
    public static final JsonMapper STRICT = JsonMapper.builder()
            .annotationIntrospector(new CamelCaseEnums())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    /// Passes over members it does not know: a newer Revaer may have written them.
    public static final JsonMapper LENIENT = STRICT.rebuild()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Documents() {}

    public static JSONB write(Object document) {
        return JSONB.valueOf(STRICT.writeValueAsString(document));
    }

    private static final class CamelCaseEnums extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Object findEnumNamingStrategy(MapperConfig<?> config, AnnotatedClass enumClass) {
            return EnumNamingStrategies.LOWER_CAMEL_CASE;
        }
    }
}
