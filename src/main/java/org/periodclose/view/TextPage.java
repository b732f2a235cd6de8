package org.periodclose.view;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What a person reads on a terminal: lines, names with values, tables. */
public final class TextPage {
    private final PrintStream out;
    private final PrintStream err;
    private final Paint paint;
    private final int width;
    private final boolean quiet;

    /**
     * A page.
     *
     * @param err for what is no data
     * @param width columns of {@code out}
     * @param quiet what went well is not said
     */
    public TextPage(PrintStream out, PrintStream err, boolean colour, int width, boolean quiet) {
        this.out = out;
        this.err = err;
        this.paint = new Paint(colour);
        this.width = width;
        this.quiet = quiet;
    }

    boolean quiet() {
        return quiet;
    }

    /** What is no data. */
    void note(String message) {
        err.println(message);
    }

    TextPage line(String text) {
        out.print(text + "\n");
        return this;
    }

    TextPage blank() {
        return line("");
    }

    /** A line that begins with what it is about. */
    TextPage head(String subject, String more) {
        return line(paint.bold(subject) + more);
    }

    /** A name with its value, if it has one. */
    TextPage fact(String name, @Nullable String value) {
        return value == null ? this : line(String.format(Locale.ROOT, "  %-14s  %s", name, value));
    }

    TextPage table(Table table) {
        out.print(new TextTable(table, Integer.MAX_VALUE).text(paint));
        return this;
    }

    /** The widest that there is room for: with names, with shortened names, without. */
    TextPage fitting(Table table, List<Integer> longestNames) {
        TextTable fitting = IntStream.concat(longestNames.stream().mapToInt(length -> length), IntStream.of(0))
                .mapToObj(length -> new TextTable(table, length))
                .filter(text -> text.width() <= width)
                .findFirst()
                .orElseGet(() -> new TextTable(table, 0));
        out.print(fitting.text(paint));
        return this;
    }
}
