package org.periodclose.view;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.view.Cell.Said;

/** What a person reads of a result, in reading order: lines, names with values, tables. A terminal and a browser each have their own. */
public sealed interface Page permits TextPage, MarkupPage {
    /** What went well is not said. */
    boolean quiet();

    /** It ends the reading of a table when it has enough rows. */
    boolean readsOnlyWhatItShows();

    /** It shows bars. */
    boolean draws();

    /** What is no data. */
    void note(Said message);

    Page line(Said text);

    default Page blank() {
        return line(Said.NOTHING);
    }

    /** A command that can be given next. A browser has links instead. */
    default Page next(Said command) {
        return draws() ? this : line(command);
    }

    /** A line that begins with what it is about. */
    Page head(Said subject, Said more);

    /** A name with its value, if it has one. */
    Page fact(String name, @Nullable Said value);

    Page table(Table table);

    /** The last column takes several lines where it is too long for one. */
    Page wrapping(Table table);

    /** The widest that there is room for: with names, with shortened names, without. */
    Page fitting(Table table, List<Integer> longestNames);
}
