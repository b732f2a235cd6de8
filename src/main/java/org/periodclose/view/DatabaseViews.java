package org.periodclose.view;

import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Text;
import org.periodclose.view.Cell.Said;

/** What one command did in each database of a list. */
public final class DatabaseViews {
    /** A signal came before it was the turn of a database. */
    public static final Fault NOT_STARTED = Fault.of(
            FaultCode.STOPPED,
            "not started, because a signal stopped the command before",
            "run the same command again to continue");

    private static final String DATABASE = "database";

    /**
     * In one database.
     *
     * @param result null: there was nothing to show
     */
    public record InOne(
            String database, int exitCode, @Nullable View<?> result) {}

    private static final Fields<InOne> IN_ONE = new Fields<InOne>()
            .data(DATABASE, InOne::database)
            .data("exitCode", InOne::exitCode)
            .json("result", in -> in.result() == null ? null : in.result().part());

    private DatabaseViews() {}

    /** In all of them, in the order of the list. */
    public static View<?> all(List<InOne> results) {
        return View.list("databases", IN_ONE, results, page -> {});
    }

    /** The records of all of them, each with its database in front. */
    public static void csv(List<InOne> results, OutputStream out) {
        boolean headed = true;
        for (InOne in : results) {
            if (in.result() != null && in.result().csvAmongOthers(DATABASE, in.database(), headed, out)) {
                headed = false;
            }
        }
    }

    /** What stands above the result of a database. */
    public static View<?> heading(InOne in) {
        return View.of(IN_ONE, in, page -> page.head(Said.english(subject(in)), Said.english(exitCode(in))));
    }

    /** The same above what is no data. */
    public static String headline(InOne in) {
        return subject(in) + exitCode(in);
    }

    private static String subject(InOne in) {
        return "Database " + Text.shown(in.database());
    }

    private static String exitCode(InOne in) {
        return ", exit code " + in.exitCode() + ":";
    }
}
