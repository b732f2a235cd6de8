package org.periodclose.view;

import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A result with its description for each form: an object of JSON, records of CSV, a page of text. */
public final class View<T> {
    private final Fields<T> fields;
    private final T result;
    private final Consumer<TextPage> page;
    private final @Nullable Records<?> records;
    private final List<String> messages;

    private record Records<R>(Fields<R> fields, Rows<R> rows) {
        void write(OutputStream out) {
            CsvFile.write(fields, rows, out);
        }
    }

    private View(
            Fields<T> fields, T result, Consumer<TextPage> page, @Nullable Records<?> records, List<String> messages) {
        this.fields = fields;
        this.result = result;
        this.page = page;
        this.records = records;
        this.messages = messages;
    }

    /** One object, which is one record, too, unless it {@link #has} others. */
    static <T> View<T> of(Fields<T> fields, T result, Consumer<TextPage> page) {
        return new View<>(fields, result, page, new Records<>(fields, List.of(result)::forEach), List.of());
    }

    /** The records of CSV. */
    <R> View<T> has(Fields<R> of, Rows<R> rows) {
        return new View<>(fields, result, page, new Records<>(of, rows), messages);
    }

    View<T> hasNoRecords() {
        return new View<>(fields, result, page, null, messages);
    }

    /** What JSON has in itself and the other forms say on standard error. */
    View<T> says(List<String> others) {
        return new View<>(fields, result, page, records, List.copyOf(others));
    }

    /** A list: an array of JSON under a key, records of CSV, a table unless there is nothing to list. */
    static <R> View<List<R>> list(String key, Fields<R> of, List<R> results, Consumer<TextPage> page) {
        return View.of(new Fields<List<R>>().parts(key, of, list -> list::forEach), results, page)
                .has(of, results::forEach);
    }

    public void json(OutputStream out) {
        JsonFile.write(fields, result, out);
    }

    /** The records; what is no data is returned. */
    public List<String> csv(OutputStream out) {
        if (records != null) {
            records.write(out);
        }
        return messages;
    }

    public void text(TextPage to) {
        page.accept(to);
        messages.forEach(to::note);
    }
}
