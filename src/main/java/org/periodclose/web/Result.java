package org.periodclose.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.costing.UnitPrice;
import org.periodclose.core.fault.Fault;
import org.periodclose.desk.PostReport;
import org.periodclose.desk.PostReport.Entry;
import org.periodclose.view.View;

/**
 * What came of a piece of work.
 *
 * @param view what the command would show
 * @param company that it is about; null: several
 * @param next where one goes from here
 * @param leads one goes on at once, to the first of them
 * @param faults why something of it was not done; empty: all is done
 * @param prices that were read from a file, for what is posted after this look; null: none
 */
record Result(
        View<?> view,
        @Nullable String company,
        List<Next> next,
        boolean leads,
        List<Fault> faults,
        @Nullable List<UnitPrice> prices) {
    Result {
        next = List.copyOf(next);
        faults = List.copyOf(faults);
        prices = prices == null ? null : List.copyOf(prices);
    }

    /**
     * A way on.
     *
     * @param label key of its words
     * @param of a value in its words; null: none
     * @param address where it leads
     * @param fields what it sends there; null: it only leads there
     */
    record Next(
            String label,
            @Nullable Object of,
            String address,
            @Nullable Map<String, String> fields) {
        Next(String label, String address, @Nullable Map<String, String> fields) {
            this(label, null, address, fields);
        }

        /** To a run. */
        static Next run(long run) {
            return new Next("run", run, Addresses.run(run), null);
        }

        static Next link(String label, String address) {
            return new Next(label, address, null);
        }
    }

    static Result of(View<?> view, @Nullable String company, Next... next) {
        return new Result(view, company, List.of(next), false, List.of(), null);
    }

    public boolean isRefused() {
        return !faults.isEmpty();
    }

    Result leadsOn() {
        return new Result(view, company, next, true, faults, prices);
    }

    Result keeping(@Nullable List<UnitPrice> read) {
        return new Result(view, company, next, leads, faults, read);
    }

    /** Of runs, or of what they would be: to each posted one its page. */
    static Result of(View<?> view, PostReport report, @Nullable String company, List<Next> next) {
        List<Next> all = new ArrayList<>(next);
        for (Entry entry : report.entries()) {
            if (entry instanceof Entry.Posted posted && posted.run().run() != null) {
                all.add(Next.run(posted.run().run()));
            }
        }
        return new Result(view, company, all, false, report.faults(), null);
    }
}
