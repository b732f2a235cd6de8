package org.periodclose.run;

import java.util.List;
import org.periodclose.core.ledger.Run;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One run as it was requested. */
public interface RunRequest {
    /** What it names. */
    Subject subject();

    /** What it asks for, for messages: {@code journal "J"}. */
    String words();

    boolean dryRun();

    /**
     * What it means.
     *
     * @throws org.periodclose.core.fault.Refused if there is no such thing, or nothing can be done with it
     */
    Work work(JdbcClient jdbc);

    /** The arguments of a new run, with the defaults of what was not given. */
    RunArguments argumentsFor(Work work);

    /** What of the request differs from an unfinished run, in the words of the command line; empty: nothing. */
    List<String> differencesFrom(RunArguments arguments);

    /** The same of what only its kind of work has. */
    default List<String> differences(Work work, JdbcClient jdbc, long unfinished) {
        return work.differences(jdbc, unfinished);
    }

    /**
     * An earlier command has done it already.
     *
     * @throws org.periodclose.core.fault.Refused if that is not as good as doing it now
     */
    default void requireMayBeDone(Run before) {}
}
