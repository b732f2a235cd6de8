package org.periodclose.revaluing;

import java.util.List;
import org.periodclose.core.fault.Fault;
import org.periodclose.run.RunArguments;
import org.periodclose.run.Work;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which stock gets a new value, and what forbids that: where a revaluation and a conversion differ. */
interface ValuedStock {
    /** The command of the run. */
    String command();

    /** What forbids the run as a whole on its date. */
    List<Fault> faults(JdbcClient jdbc, Work work, RunArguments arguments);

    /** Fills {@code revaluation_line} from {@code run_item} and {@code revaluation_price}, and gives every fault of the items. */
    List<Fault> freeze(JdbcClient jdbc, long run);
}
