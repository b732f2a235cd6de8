package org.periodclose.adjusting;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.ledger.RunType;
import org.periodclose.run.Line;
import org.periodclose.run.Partition;
import org.periodclose.run.Work;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the lines of a journal change the value of: transactions, or what a close left open. */
interface Adjusted {
    RunType type();

    /** The posting date when none is asked for. */
    LocalDate postingDate(LocalDate today);

    /** Why the lines may not be changed on a day. */
    List<Fault> dateFaults(Work posting, JdbcClient jdbc, LocalDate date);

    /** The function of the database that gives every fault of every line. */
    String faults();

    /** The items of the run are frozen, its lines are not yet checked. */
    void begin(JdbcClient jdbc, long run);

    /** The lines of a partition from where it stands to its end, in order. */
    Stream<? extends Line> lines(JdbcClient jdbc, Partition from, int size);
}
