package org.periodclose.view;

import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.periodclose.view.Cell.Said;

/** A result with its description for each form: an object of JSON, records of CSV, a page of text. */
public final class View<T> {
    private final Fields<T> fields;
    private final T result;
    private final Consumer<Page> page;
    private final @Nullable Records<?> records;
    /** Beside those of other results, where they need to be the same ones. */
    private final @Nullable Records<?> among;

    private final List<String> messages;

    private record Records<R>(Fields<R> fields, Rows<R> rows) {
        void write(OutputStream out) {
            CsvFile.write(fields, rows, true, out);
        }

        void write(String column, String value, boolean headed, OutputStream out) {
            CsvFile.write(new Fields<R>().data(column, row -> value).and(fields), rows, headed, out);
        }
    }

    private View(
            Fields<T> fields,
            T result,
            Consumer<Page> page,
            @Nullable Records<?> records,
            @Nullable Records<?> among,
            List<String> messages) {
        this.fields = fields;
        this.result = result;
        this.page = page;
        this.records = records;
        this.among = among;
        this.messages = messages;
    }

    /** One object, which is one record, too, unless it {@link #has} others. */
    static <T> View<T> of(Fields<T> fields, T result, Consumer<Page> page) {
        return new View<>(fields, result, page, null, null, List.of()).has(fields, List.of(result)::forEach);
    }

    /** The records of CSV. */
    <R> View<T> has(Fields<R> ofEach, Rows<R> rows) {
        Records<R> of = new Records<>(ofEach, rows);
        return new View<>(fields, result, page, of, of, messages);
    }

    /** The records of CSV beside those of other results, if they are not the same. */
    <R> View<T> hasAmongOthers(Fields<R> ofEach, Rows<R> rows) {
        return new View<>(fields, result, page, records, new Records<>(ofEach, rows), messages);
    }

    View<T> hasNoRecords() {
        return new View<>(fields, result, page, null, null, messages);
    }

    /** What JSON has in itself and the other forms say on standard error. */
    View<T> says(List<String> others) {
        return new View<>(fields, result, page, records, among, List.copyOf(others));
    }

    /** A list: an array of JSON under a key, records of CSV, a table unless there is nothing to list. */
    static <R> View<List<R>> list(String key, Fields<R> of, List<R> results, Consumer<Page> page) {
        return View.of(new Fields<List<R>>().parts(key, of, list -> list::forEach), results, page)
                .has(of, results::forEach);
    }

    /** As a part of another result. */
    Fields.Part<T> part() {
        return new Fields.Part<>(fields, result);
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

    /**
     * The records beside those of other results, with a column in front.
     *
     * @return whether there are any
     */
    boolean csvAmongOthers(String column, String value, boolean headed, OutputStream out) {
        if (among != null) {
            among.write(column, value, headed, out);
        }
        return among != null;
    }

    /** What is no data of CSV. */
    public List<String> messages() {
        return messages;
    }

    public void text(Page to) {
        page.accept(to);
        messages.forEach(message -> to.note(Said.english(message)));
    }
}
