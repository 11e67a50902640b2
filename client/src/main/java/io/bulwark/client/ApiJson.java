package io.bulwark.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Region;
import io.bulwark.protocol.SubmitterId;
import io.bulwark.protocol.api.JobState;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The API's forms from JSON and to it. Members that this client does not know are passed over: a newer gateway may say more. */
public final class ApiJson {
    private static final ObjectMapper MAPPER = mapper();

    private ApiJson() {}

    private static ObjectMapper mapper() {
        SimpleModule module = new SimpleModule();
        module.addDeserializer(Optional.class, new OptionalReader(null));
        module.addSerializer(new OptionalWriter());
        word(module, ArtifactId.class, ArtifactId::parse);
        word(module, JobId.class, JobId::parse);
        word(module, NodeId.class, NodeId::new);
        word(module, SubmitterId.class, SubmitterId::new);
        word(module, OperatorId.class, OperatorId::new);
        word(module, Jurisdiction.class, Jurisdiction::new);
        word(module, Region.class, Region::new);
        word(module, Instant.class, Instant::parse);
        word(module, JobState.class, text -> JobState.valueOf(text.toUpperCase(Locale.ROOT)));
        ObjectMapper mapper =
                new ObjectMapper().registerModule(module).disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        mapper.configOverride(Optional.class)
                .setInclude(JsonInclude.Value.construct(JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS));
        return mapper;
    }

    private static <T> void word(SimpleModule module, Class<T> type, Function<String, T> parse) {
        module.addSerializer(type, ToStringSerializer.instance);
        module.addDeserializer(type, new WordReader<>(type, parse));
    }

    /** One line of JSON. */
    public static String write(Object form) {
        try {
            return MAPPER.writeValueAsString(form);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this form has no JSON", e);
        }
    }

    /** @throws DamagedException if it is not of the form */
    static <T> T read(byte[] json, Class<T> type) {
        try {
            T form = MAPPER.readValue(json, type);
            if (form == null) {
                throw new DamagedException("the gateway sent null where a " + type.getSimpleName() + " was expected");
            }
            return form;
        } catch (IOException e) {
            throw new DamagedException(
                    "the gateway's answer is no " + type.getSimpleName() + " of this API: " + e.getMessage(), e);
        }
    }

    private static final class WordReader<T> extends StdDeserializer<T> {
        private static final long serialVersionUID = 1;

        private final transient Function<String, T> parse;

        WordReader(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
            String text = in.getValueAsString();
            try {
                return parse.apply(text);
            } catch (RuntimeException e) {
                throw context.weirdStringException(text, handledType(), e.getMessage());
            }
        }
    }

    private static final class OptionalReader extends StdDeserializer<Optional<?>> implements ContextualDeserializer {
        private static final long serialVersionUID = 1;

        private final JavaType content;

        OptionalReader(JavaType content) {
            super(Optional.class);
            this.content = content;
        }

        @Override
        public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty property) {
            return new OptionalReader(context.getContextualType().containedType(0));
        }

        @Override
        public Optional<?> deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return Optional.of(context.readValue(in, content));
        }

        @Override
        public Optional<?> getNullValue(DeserializationContext context) {
            return Optional.empty();
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return Optional.empty();
        }
    }

    private static final class OptionalWriter extends StdSerializer<Optional<?>> {
        private static final long serialVersionUID = 1;

        OptionalWriter() {
            super(Optional.class, false);
        }

        @Override
        public boolean isEmpty(SerializerProvider provider, Optional<?> value) {
            return value.isEmpty();
        }

        @Override
        public void serialize(Optional<?> value, JsonGenerator out, SerializerProvider provider) throws IOException {
            provider.defaultSerializeValue(value.orElse(null), out);
        }
    }
}
