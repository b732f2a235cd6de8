package org.periodclose.run;

import java.util.List;

/** What one run was asked for. */
interface RunRequest {
    boolean dryRun();

    /** What a new run is told, with the defaults of what was not given. */
    RunArguments argumentsFor(Task task);

    /** What of the request differs from an unfinished run, in the words of the command line; empty: nothing. */
    List<String> differencesFrom(RunArguments arguments);
}
