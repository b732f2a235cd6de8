package org.periodclose.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import org.periodclose.view.Table.Row;
import org.periodclose.view.Table.Style;

/** A table as text: each column as wide as its widest cell, figures to the right. Each cell is measured once when it is read, once when it is written. */
final class TextTable {
    private static final String GAP = "  ";

    /** The columns of a terminal that a text takes. */
    private final ToIntFunction<String> measure;

    private final Table table;
    private final List<Line> lines = new ArrayList<>();
    private final int[] widths;

    /** A row as text. */
    private record Line(Style style, List<String> cells) {}

    /** @param longestName of what has a code and a name; 0: without the names */
    TextTable(Table table, int longestName) {
        this(table, longestName, text -> text.codePointCount(0, text.length()));
    }

    TextTable(Table table, int longestName, ToIntFunction<String> measure) {
        this.table = table;
        this.measure = measure;
        this.widths = table.columns().stream()
                .mapToInt(column -> measure.applyAsInt(column.title()))
                .toArray();
        table.rows().forEach(row -> add(row, longestName));
    }

    private void add(Row row, int longestName) {
        if (row.style() == Style.TOTAL) {
            add(Row.RULE, longestName);
        }
        List<String> cells =
                row.cells().stream().map(cell -> text(cell, longestName)).toList();
        for (int column = 0; column < cells.size(); column++) {
            widths[column] = Math.max(widths[column], measure.applyAsInt(cells.get(column)));
        }
        lines.add(new Line(row.style(), cells));
    }

    private static String text(Cell cell, int longestName) {
        if (cell instanceof Cell.Named named) {
            return longestName == 0 ? named.code() : named.code() + " " + Amounts.cut(named.name(), longestName);
        }
        return cell.shown();
    }

    /** Columns that the whole needs. */
    int width() {
        return Arrays.stream(widths).sum() + GAP.length() * Math.max(0, widths.length - 1);
    }

    String text(Paint paint) {
        StringBuilder text = new StringBuilder();
        String rule = paint.faint("─".repeat(width())) + "\n";
        text.append(paint.bold(
                        line(table.columns().stream().map(Table.Column::title).toList())))
                .append('\n')
                .append(rule);
        for (Line each : lines) {
            String line = line(each.cells());
            text.append(
                    each.style() == Style.RULE ? rule : (each.style() == Style.STORNO ? paint.red(line) : line) + "\n");
        }
        return text.toString();
    }

    private String line(List<String> cells) {
        StringBuilder line = new StringBuilder();
        for (int at = 0; at < cells.size(); at++) {
            String cell = cells.get(at);
            String space = " ".repeat(widths[at] - measure.applyAsInt(cell));
            line.append(at == 0 ? "" : GAP);
            line.append(table.columns().get(at).kind().isFigure() ? space + cell : cell + space);
        }
        return line.toString().stripTrailing();
    }
}
