package org.periodclose.run;

import org.periodclose.core.ledger.RunType;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A kind of run. The engine knows nothing else of it, so a new kind is a new room and changes nothing here. */
public interface Kind {
    RunType type();

    /** The work of a run that exists. */
    Work of(long run, JdbcClient jdbc);
}
