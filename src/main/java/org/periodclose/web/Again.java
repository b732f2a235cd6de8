package org.periodclose.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of a form, out of its address. */
final class Again {
    private Again() {}

    /** A field as it was filled in. */
    record Field(String name, String value) {}

    /** Null: it has none of that name. */
    static @Nullable String field(String address, String name) {
        return fields(address).stream()
                .filter(field -> field.name().equals(name))
                .map(Field::value)
                .findFirst()
                .orElse(null);
    }

    static List<Field> fields(String address) {
        int query = address.indexOf('?');
        return query < 0
                ? List.of()
                : Arrays.stream(address.substring(query + 1).split("&", -1))
                        .map(pair -> pair.split("=", 2))
                        .map(pair -> new Field(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8)))
                        .toList();
    }
}
