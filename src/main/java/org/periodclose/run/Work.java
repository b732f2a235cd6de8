package org.periodclose.run;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.ledger.RunType;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The work of one run: what it changes, from where its units come, and what must hold before. Found from a request or from an unfinished run.
 * What it asks the database it asks the client that it is given, in the caller's transaction.
 */
public interface Work {
    RunType type();

    Books books();

    Subject subject();

    /** Id of the journal of its {@linkplain Subject#journal subject}; null: none. */
    default @Nullable Long journal() {
        return null;
    }

    /** The command that does it: {@code post}. */
    String command();

    /** The option of the command that gives the posting date. */
    default String dateOption() {
        return "--posting-date";
    }

    /** The posting date of a new run when none is asked for. */
    default LocalDate postingDate(LocalDate today) {
        return today;
    }

    /** What is done, for messages: {@code journal "J"}. */
    String words();

    /** The run that does it, or has done it. */
    Optional<Long> run(JdbcClient jdbc);

    /** Whether there is nothing to do: then no run is made. */
    default boolean isEmpty(JdbcClient jdbc) {
        return false;
    }

    /** What forbids the run as a whole; asked before a run begins and again before it continues. */
    List<Fault> faults(JdbcClient jdbc, RunArguments arguments, boolean dryRun);

    /** From now on, until the end of the caller's transaction, what the run is checked with cannot change. */
    default void hold(JdbcClient jdbc) {}

    /** How many lines there are to settle. */
    long lines(JdbcClient jdbc);

    /** Copies to the run what the set-up says of its items, and gives every fault of every line. */
    List<Fault> freeze(JdbcClient jdbc, long run, RunArguments arguments);

    /**
     * The ranges that the run's work is divided into; the same work gives the same settlements whatever the ranges.
     *
     * @param lines that there are to settle
     * @param most as many as can be at work side by side
     */
    List<Range> ranges(JdbcClient jdbc, long run, long lines, int most);

    /**
     * The units of a partition from where it stands to its end, in order: one query, which PostgreSQL can answer by reading its tables once;
     * what it looks at never changes during a run. Must be read and closed inside one transaction.
     *
     * @param size lines of one unit, where the kind can choose
     */
    Stream<Unit> units(JdbcClient jdbc, Partition from, int size);

    /** What was asked for and differs from the unfinished run that goes on, in the words of the command line, besides what every kind has. */
    default List<String> differences(JdbcClient jdbc, long run) {
        return List.of();
    }

    /** The run is made. */
    default void begun(JdbcClient jdbc) {}

    /** Whether a dry run has the rows of a copy until it ends, because {@link #circles} reads them. */
    default boolean plansWith(String copy) {
        return false;
    }

    /** How many circles there are after a dry run that has found some. */
    default long circles(JdbcClient jdbc, long run, long found) {
        return found;
    }

    /** All of it is settled, and nothing is verified yet; may be called again. */
    default void settled(JdbcClient jdbc, long run) {}

    /** The run is posted. */
    default void posted(JdbcClient jdbc) {}

    /** The run has failed and counts for nothing. */
    default void failed(JdbcClient jdbc) {}
}
