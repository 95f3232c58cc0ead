package io.gstacks.http.route;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.gstacks.persistence.sealed.Sealed;
import java.io.IOException;
import org.apache.pekko.util.ByteString;

/** JSON as the API speaks it: snake_case, RFC 3339, strict about what comes in. */
public final class Json {
  private static final ObjectMapper MAPPER = mapper();

  private Json() {}

  /** Reads a body, or throws the {@link ApiException} that says what is wrong with it and where. */
  public static <T> T read(ByteString body, Class<T> type) {
    try {
      return MAPPER.readValue(body.toArrayUnsafe(), type);
    } catch (IOException e) {
      throw BodyErrors.of(e);
    }
  }

  public static JsonNode tree(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  /** Our own records in their public form. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  public static ByteString bytes(Object value) {
    try {
      return ByteString.fromArrayUnsafe(MAPPER.writeValueAsBytes(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer that has no JSON: " + value.getClass(), e);
    }
  }

  public static String text(Object value) {
    return bytes(value).utf8String();
  }

  private static ObjectMapper mapper() {
    var factory =
        new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(32).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();
    return JsonMapper.builder(factory)
        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .addModule(new Jdk8Module())
        .addModule(new JavaTimeModule())
        .addModule(
            new SimpleModule()
                .addSerializer(Sealed.class, new SealedName())
                .addDeserializer(String.class, new StorableText())
                .addKeyDeserializer(String.class, new StorableKey()))
        .build();
  }

  /** Not even the ciphertext leaves: it could be kept until its key is found. */
  private static final class SealedName extends StdSerializer<Sealed> {
    private static final long serialVersionUID = 1L;

    SealedName() {
      super(Sealed.class);
    }

    @Override
    public void serialize(Sealed value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString("(sealed)");
    }
  }

  private static final class StorableText extends StdScalarDeserializer<String> {
    private static final long serialVersionUID = 1L;

    StorableText() {
      super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      if (!parser.hasToken(com.fasterxml.jackson.core.JsonToken.VALUE_STRING)) {
        return (String) context.handleUnexpectedToken(String.class, parser);
      }
      return storable(parser.getText(), context);
    }
  }

  private static final class StorableKey extends KeyDeserializer {
    @Override
    public Object deserializeKey(String key, DeserializationContext context) throws IOException {
      return storable(key, context);
    }
  }

  private static String storable(String text, DeserializationContext context) throws IOException {
    if (!Text.isStorable(text)) {
      return context.reportInputMismatch(
          String.class, "text may hold neither U+0000 nor half a surrogate pair");
    }
    return text;
  }
}
