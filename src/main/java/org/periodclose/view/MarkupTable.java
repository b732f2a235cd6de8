package org.periodclose.view;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.periodclose.view.Cell.Said;
import org.periodclose.view.Table.Column;
import org.periodclose.view.Table.Kind;
import org.periodclose.view.Table.Row;
import org.periodclose.view.Table.Style;

/** A table in a browser: its first rows, with links to what the cells name. */
final class MarkupTable {
    private static final int LONGEST_NAME = 40;
    private static final String WHOLE_BAR = "1000";

    private final Markup page;
    private final Table table;
    private final PageReader reader;
    private final int levels;
    private boolean begun;
    private boolean ruled;
    private int rows;

    MarkupTable(Markup page, Table table, PageReader reader) {
        this.page = page;
        this.table = table;
        this.reader = reader;
        this.levels = isTree(table) ? TreeCell.levels(table) : 0;
    }

    private static boolean isTree(Table table) {
        return table.columns().stream().anyMatch(column -> column.kind() == Kind.TREE);
    }

    void write() {
        table.rows().forEach(this::add);
        if (!begun) {
            said("p", "empty", table.empty().isEmpty() ? Said.data("–") : table.empty());
            return;
        }
        page.close().close().close();
        if (rows > reader.most()) {
            said("p", "note", Said.of("The first {0} rows. CSV has all of them.", reader.most()));
        }
    }

    private void said(String name, String style, Said said) {
        page.openWith(name, "class", style);
        reader.write(said, page);
        page.close();
    }

    private void begin() {
        begun = true;
        page.openWith("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", name());
        page.openWith("table", "class", levels > 0 ? "data tree" : "data")
                .open("thead")
                .open("tr");
        for (Column column : table.columns()) {
            String title = reader.headings().apply(column.title());
            switch (column.kind()) {
                case BAR -> {
                    page.element("td", "bar left-bar", "");
                    page.element("td", "bar right-bar", "");
                }
                case TREE -> TreeCell.head(page, title, levels);
                default -> {
                    if (title.isEmpty()) {
                        page.element("td", "", "");
                    } else {
                        page.openWith("th", "scope", "col", "class", style(column))
                                .text(title)
                                .close();
                    }
                }
            }
        }
        page.close().close().open("tbody");
    }

    private String name() {
        return table.title().isEmpty()
                ? reader.headings().apply(table.columns().get(0).title())
                : reader.text(table.title());
    }

    private void add(Row row) {
        if (row.style() == Style.RULE) {
            ruled = true;
            return;
        }
        if (!row.style().isSum() && ++rows > reader.most()) {
            return;
        }
        if (!begun) {
            begin();
        }
        String style = row.style().name().toLowerCase(Locale.ROOT) + (ruled ? " ruled" : "");
        ruled = false;
        page.openWith("tr", "class", style);
        Map<String, String> values = values(row);
        for (int at = 0; at < table.columns().size(); at++) {
            Column column = table.columns().get(at);
            Cell cell = row.cells().get(at);
            if (cell instanceof Cell.Branch branch) {
                TreeCell.write(
                        page,
                        branch,
                        levels,
                        reader.links().of("transactionId", Map.of("transactionId", branch.code())),
                        said -> reader.write(said, page));
            } else if (column.kind() == Kind.BAR) {
                bars(cell instanceof Cell.Bars given ? given : new Cell.Bars(0, 0, false));
            } else {
                cell(column, cell, row.style() == Style.TOTAL ? Map.of() : values);
            }
        }
        page.close();
    }

    private Map<String, String> values(Row row) {
        Map<String, String> values = new HashMap<>();
        List<Column> columns = table.columns();
        for (int at = 0; at < columns.size(); at++) {
            values.put(columns.get(at).key(), row.cells().get(at).plain());
        }
        return values;
    }

    private void cell(Column column, Cell cell, Map<String, String> values) {
        page.openWith("td", "class", style(column));
        String link = cell.plain().isEmpty() || values.isEmpty()
                ? null
                : reader.links().of(column.key(), values);
        if (link != null) {
            page.openWith("a", "href", link);
        }
        if (cell instanceof Cell.Named named) {
            page.text(named.code()).element("span", "called", " " + Amounts.cut(named.name(), LONGEST_NAME));
        } else if (cell instanceof Cell.Worded worded) {
            reader.write(worded.said(), page);
        } else if (cell instanceof Cell.Flag flag && flag.set()) {
            reader.write(Said.of(flag.word()), page);
        } else if (column.kind().isFigure()) {
            page.text(reader.figure(cell.onPage()));
        } else {
            page.text(cell.onPage());
        }
        if (link != null) {
            page.close();
        }
        page.close();
    }

    private void bars(Cell.Bars bars) {
        bar("bar left-bar", bars.left(), bars.storno() ? "storno" : "minus");
        bar("bar right-bar", bars.right(), "plus");
    }

    /** Drawn: a width as a style would need a style of its own. */
    private void bar(String style, int thousandths, String kind) {
        page.openWith("td", "class", style);
        if (thousandths > 0) {
            String width = String.valueOf(thousandths);
            page.openWith("svg", "viewBox", "0 0 1000 10", "preserveAspectRatio", "none", "aria-hidden", "true");
            page.openWith(
                            "rect",
                            "class",
                            kind,
                            "x",
                            kind.equals("plus") ? "0" : String.valueOf(Integer.parseInt(WHOLE_BAR) - thousandths),
                            "y",
                            "0",
                            "width",
                            width,
                            "height",
                            "10")
                    .close();
            page.close();
        }
        page.close();
    }

    private static String style(Column column) {
        return switch (column.kind()) {
            case FIGURE -> "figure";
            case STORNO -> "figure storno";
            case CODE -> "code";
            case TEXT, BAR, TREE -> "text";
        };
    }
}
