package org.periodclose.view;

import java.io.OutputStream;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON for scripts: amounts as text with the currency's decimals. Written as it is read: a result may be larger than the memory. */
final class JsonFile {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPrettyPrinter(printer())
            .build();

    private JsonFile() {}

    private static PrettyPrinter printer() {
        DefaultIndenter indent = new DefaultIndenter("  ", "\n");
        return new DefaultPrettyPrinter(Separators.createDefaultInstance()
                        .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                        .withObjectEmptySeparator("")
                        .withArrayEmptySeparator(""))
                .withObjectIndenter(indent)
                .withArrayIndenter(indent);
    }

    /** The stream is left open. */
    static <T> void write(Fields<T> fields, T result, OutputStream out) {
        try (JsonGenerator json =
                JSON.writer().without(StreamWriteFeature.AUTO_CLOSE_TARGET).createGenerator(out)) {
            object(json, fields, result);
            json.writeRaw('\n');
        }
    }

    private static <T> void object(JsonGenerator json, Fields<T> fields, T result) {
        json.writeStartObject();
        for (Fields.Field<T> field : fields.of(Fields.Reader.JSON)) {
            Object value = field.value().apply(result);
            if (value != Fields.ABSENT) {
                json.writeName(field.column().key());
                value(json, value);
            }
        }
        json.writeEndObject();
    }

    private static <U> void part(JsonGenerator json, Fields.Part<U> part) {
        object(json, part.fields(), part.result());
    }

    private static <U> void parts(JsonGenerator json, Fields.Parts<U> parts) {
        json.writeStartArray();
        parts.results().forEach(result -> object(json, parts.fields(), result));
        json.writeEndArray();
    }

    private static void value(JsonGenerator json, @Nullable Object value) {
        if (value instanceof Fields.Part<?> part) {
            part(json, part);
        } else if (value instanceof Fields.Parts<?> parts) {
            parts(json, parts);
        } else if (value instanceof Collection<?> values) {
            json.writeStartArray();
            values.forEach(each -> value(json, each));
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> values) {
            json.writeStartObject();
            values.forEach((key, each) -> {
                json.writeName(String.valueOf(key));
                value(json, each);
            });
            json.writeEndObject();
        } else {
            cell(json, Cell.of(value));
        }
    }

    private static void cell(JsonGenerator json, Cell cell) {
        if (cell instanceof Cell.Missing) {
            json.writeNull();
        } else if (cell instanceof Cell.Count count) {
            json.writeNumber(count.count());
        } else if (cell instanceof Cell.Measure measure) {
            json.writeNumber(measure.number());
        } else if (cell instanceof Cell.Flag flag) {
            json.writeBoolean(flag.set());
        } else {
            json.writeString(cell.plain());
        }
    }
}
