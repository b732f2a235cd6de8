package org.periodclose.view;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.periodclose.view.Cell.Said;

/** A thing of a drawn tree as table cells: one for each level above it, with the lines that lead to it, and its own across the rest. */
final class TreeCell {
    private TreeCell() {}

    /** How many levels are above the deepest thing of a table. */
    static int levels(Table table) {
        AtomicInteger levels = new AtomicInteger();
        table.rows()
                .forEach(row -> row.cells().forEach(cell -> {
                    if (cell instanceof Cell.Branch branch) {
                        levels.accumulateAndGet(branch.lines().size(), Math::max);
                    }
                }));
        return levels.get();
    }

    static void head(Markup page, String title, int levels) {
        page.openWith("th", "colspan", String.valueOf(levels + 1)).text(title).close();
    }

    static void write(Markup page, Cell.Branch branch, int levels) {
        write(page, branch, levels, null, said -> page.text(said.toString()));
    }

    /**
     * In whatever language.
     *
     * @param link the address of what its code names; null: none
     * @param writer of what is said
     */
    static void write(Markup page, Cell.Branch branch, int levels, @Nullable String link, Consumer<Said> writer) {
        List<Boolean> lines = branch.lines();
        for (int level = 0; level < lines.size(); level++) {
            guide(page, lines.get(level), level == lines.size() - 1);
        }
        page.openWith("td", "class", "node", "colspan", String.valueOf(levels + 1 - lines.size()));
        if (link == null) {
            page.element("span", "code", branch.code());
        } else {
            page.openWith("a", "class", "code", "href", link)
                    .text(branch.code())
                    .close();
        }
        page.openWith("span", "class", "label").text(" ");
        writer.accept(branch.label());
        page.close();
        if (!branch.detail().isEmpty()) {
            page.openWith("div", "class", "detail");
            writer.accept(branch.detail());
            page.close();
        }
        page.close();
    }

    /** @param own it leads to the thing itself */
    private static void guide(Markup page, boolean more, boolean own) {
        page.openWith("td", "class", more ? "guide on" : own ? "guide end" : "guide");
        if (own) {
            page.openWith("div").close();
        }
        page.close();
    }
}
