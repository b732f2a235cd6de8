package org.periodclose.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.view.Report;
import org.periodclose.view.View;

/**
 * A page that shows something.
 *
 * @param company that it is about; null: several
 * @param run that it is about; null: none
 * @param view what it shows; null: a report
 * @param report what it shows; null: a view
 * @param ways where one goes from here
 * @param live it is read again every few seconds
 */
record Shown(
        @Nullable String company,
        @Nullable Long run,
        @Nullable View<?> view,
        @Nullable Report report,
        List<Way> ways,
        boolean live) {
    Shown {
        ways = List.copyOf(ways);
    }

    /** A link, with its words in the user's language. */
    record Way(String words, String address, boolean current) {}

    static Shown of(@Nullable String company, View<?> view) {
        return new Shown(company, null, view, null, List.of(), false);
    }

    static Shown of(@Nullable String company, Report report) {
        return new Shown(company, null, null, report, List.of(), false);
    }

    Shown ofRun(long number) {
        return new Shown(company, number, view, report, ways, live);
    }

    Shown thatLives() {
        return new Shown(company, run, view, report, ways, true);
    }

    Shown with(String words, String address) {
        List<Way> more = new ArrayList<>(ways);
        more.add(new Way(words, address, false));
        return new Shown(company, run, view, report, more, live);
    }
}
