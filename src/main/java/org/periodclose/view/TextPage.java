package org.periodclose.view;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.periodclose.view.Cell.Said;
import org.periodclose.view.Table.Row;

/** What a person reads on a terminal: lines, names with values, tables. */
public final class TextPage implements Page {
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

    @Override
    public boolean quiet() {
        return quiet;
    }

    @Override
    public boolean readsOnlyWhatItShows() {
        return false;
    }

    @Override
    public boolean draws() {
        return false;
    }

    @Override
    public void note(Said message) {
        err.println(message);
    }

    @Override
    public TextPage line(Said text) {
        out.print(text + "\n");
        return this;
    }

    @Override
    public TextPage head(Said subject, Said more) {
        out.print(paint.bold(subject.toString()) + more + "\n");
        return this;
    }

    @Override
    public TextPage fact(String name, @Nullable Said value) {
        if (value != null) {
            out.print(String.format(Locale.ROOT, "  %-14s  %s", name, value) + "\n");
        }
        return this;
    }

    @Override
    public TextPage table(Table table) {
        out.print(new TextTable(table, Integer.MAX_VALUE).text(paint));
        return this;
    }

    @Override
    public TextPage wrapping(Table table) {
        int last = table.columns().size() - 1;
        String title = table.columns().get(last).title();
        int others = new TextTable(with(table, last, cell -> List.of("")), Integer.MAX_VALUE).width() - title.length();
        int room = Math.max(width - others, title.length());
        return table(with(table, last, cell -> lines(cell.shown(), room)));
    }

    /** A row for each line of the column; the other cells stand in the first. */
    private static Table with(Table table, int column, Function<Cell, List<String>> lines) {
        List<Row> rows = new ArrayList<>();
        table.rows().forEach(row -> {
            List<Cell> cells = new ArrayList<>(row.cells());
            for (String line : lines.apply(row.cells().get(column))) {
                cells.set(column, Cell.of(line));
                rows.add(new Row(row.style(), cells));
                Collections.fill(cells, Cell.blank());
            }
        });
        return Table.of(table.columns(), rows);
    }

    private static List<String> lines(String text, int room) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > room) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    @Override
    public TextPage fitting(Table table, List<Integer> longestNames) {
        TextTable fitting = IntStream.concat(longestNames.stream().mapToInt(length -> length), IntStream.of(0))
                .mapToObj(length -> new TextTable(table, length))
                .filter(text -> text.width() <= width)
                .findFirst()
                .orElseGet(() -> new TextTable(table, 0));
        out.print(fitting.text(paint));
        return this;
    }
}
