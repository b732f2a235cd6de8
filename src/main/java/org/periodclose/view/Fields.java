package org.periodclose.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.periodclose.view.Table.Column;
import org.periodclose.view.Table.Kind;
import org.periodclose.view.Table.Row;
import org.periodclose.view.Table.Style;

/**
 * The one description of a result: its fields in order, each with its key for programs, its title for people, its value, and who reads it. JSON
 * objects, CSV records, lists and tables are written from it. It never changes; each method gives another.
 */
public final class Fields<T> {
    /** Who reads a field. */
    enum Reader {
        JSON,
        CSV,
        PEOPLE
    }

    /**
     * One field.
     *
     * @param value gives what {@link Cell#of} takes; in JSON it may be a {@link Part}, a {@link Parts}, a collection or a map, too
     */
    record Field<T>(Column column, Set<Reader> readers, Function<? super T, @Nullable Object> value) {}

    /** A result inside another one. */
    record Part<U>(Fields<U> fields, U result) {}

    /** As many as there are, more than the memory may hold. */
    record Parts<U>(Fields<U> fields, Rows<U> results) {}

    /** In the place of a value: JSON has no such field here. */
    static final Object ABSENT = new Object();

    private static final Set<Reader> ALL = EnumSet.allOf(Reader.class);
    private static final Set<Reader> PROGRAMS = EnumSet.of(Reader.JSON, Reader.CSV);

    private final List<Field<T>> fields;

    Fields() {
        this(List.of());
    }

    private Fields(List<Field<T>> fields) {
        this.fields = fields;
    }

    private Fields<T> and(String key, String title, Kind kind, Set<Reader> readers, Function<? super T, ?> value) {
        return and(new Fields<>(List.of(new Field<>(new Column(key, title, kind), readers, value::apply))));
    }

    Fields<T> text(String key, String title, Function<? super T, ?> value) {
        return and(key, title, Kind.TEXT, ALL, value);
    }

    Fields<T> code(String key, String title, Function<? super T, ?> value) {
        return and(key, title, Kind.CODE, ALL, value);
    }

    Fields<T> figure(String key, String title, Function<? super T, ?> value) {
        return and(key, title, Kind.FIGURE, ALL, value);
    }

    /** For programs only. */
    Fields<T> data(String key, Function<? super T, ?> value) {
        return and(key, key, Kind.TEXT, PROGRAMS, value);
    }

    /** For people only; its title is its key. */
    Fields<T> shown(String title, Kind kind, Function<? super T, ?> value) {
        return and(title, title, kind, Set.of(Reader.PEOPLE), value);
    }

    Fields<T> json(String key, Function<? super T, ?> value) {
        return and(key, key, Kind.TEXT, Set.of(Reader.JSON), value);
    }

    <U> Fields<T> part(String key, Fields<U> of, Function<? super T, U> value) {
        return json(key, result -> new Part<>(of, value.apply(result)));
    }

    <U> Fields<T> parts(String key, Fields<U> of, Function<? super T, Rows<U>> value) {
        return json(key, result -> new Parts<>(of, value.apply(result)));
    }

    /** Only JSON has them, and only for results of which this is true. */
    Fields<T> inJsonIf(Predicate<? super T> has) {
        return readBy(
                Reader.JSON, field -> result -> has.test(result) ? field.value().apply(result) : ABSENT);
    }

    /** Only CSV has them. */
    Fields<T> inCsv() {
        return readBy(Reader.CSV, Field::value);
    }

    /** Those of CSV, for the list that a report becomes as CSV. */
    Fields<T> listed() {
        return new Fields<>(of(Reader.CSV).stream()
                .map(field -> new Field<T>(field.column(), ALL, field.value()))
                .toList());
    }

    private Fields<T> readBy(Reader reader, Function<Field<T>, Function<? super T, @Nullable Object>> value) {
        return new Fields<>(of(reader).stream()
                .map(field -> new Field<T>(field.column(), Set.of(reader), value.apply(field)))
                .toList());
    }

    /** These and then those of what is in the result; without values where it gives null. */
    <U> Fields<T> with(Fields<U> others, Function<? super T, ? extends @Nullable U> in) {
        return and(new Fields<>(others.fields.stream()
                .map(field -> new Field<T>(field.column(), field.readers(), result -> {
                    U inside = in.apply(result);
                    return inside == null ? null : field.value().apply(inside);
                }))
                .toList()));
    }

    Fields<T> and(Fields<T> others) {
        return new Fields<>(
                Stream.concat(fields.stream(), others.fields.stream()).toList());
    }

    /** Those of these keys, in this order. */
    Fields<T> only(String... keys) {
        return new Fields<>(Arrays.stream(keys).map(this::field).toList());
    }

    private Field<T> field(String key) {
        return fields.stream()
                .filter(field -> field.column().key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no field " + key));
    }

    Fields<T> titled(String key, String title) {
        return replaced(key, field -> {
            Column column = new Column(key, title, field.column().kind());
            return new Field<>(column, field.readers(), field.value());
        });
    }

    Fields<T> kind(String key, Kind kind) {
        return replaced(key, field -> {
            Column column = new Column(key, field.column().title(), kind);
            return new Field<>(column, field.readers(), field.value());
        });
    }

    /** What a list says where there is no value. */
    Fields<T> otherwise(String key, String word) {
        return replaced(
                key,
                field -> new Field<>(field.column(), field.readers(), result -> {
                    Object value = field.value().apply(result);
                    return value == null ? new Cell.Missing(word) : value;
                }));
    }

    /** The same field with another value. */
    Fields<T> value(String key, Function<? super T, ?> value) {
        return replaced(key, field -> new Field<>(field.column(), field.readers(), value::apply));
    }

    private Fields<T> replaced(String key, Function<Field<T>, Field<T>> by) {
        Field<T> replaced = field(key);
        return new Fields<>(fields.stream()
                .map(field -> field.equals(replaced) ? by.apply(field) : field)
                .toList());
    }

    List<Field<T>> of(Reader reader) {
        return fields.stream().filter(field -> field.readers().contains(reader)).toList();
    }

    // For people

    /** The columns of a table. */
    List<Column> columns() {
        return of(Reader.PEOPLE).stream().map(Field::column).toList();
    }

    Row row(Style style, T result) {
        return new Row(
                style,
                of(Reader.PEOPLE).stream()
                        .map(field -> Cell.of(field.value().apply(result)))
                        .toList());
    }

    /** A row with values by key, the rest of it blank. */
    Row sum(Style style, Map<String, ?> values) {
        return new Row(
                style,
                columns().stream()
                        .map(column -> Cell.of(values.get(column.key())))
                        .toList());
    }

    List<Row> rows(List<T> results, Function<? super T, Style> style) {
        return new ArrayList<>(
                results.stream().map(result -> row(style.apply(result), result)).toList());
    }

    List<Row> rows(List<T> results) {
        return rows(results, result -> Style.PLAIN);
    }

    Table table(List<T> results) {
        return Table.of(columns(), rows(results));
    }
}
