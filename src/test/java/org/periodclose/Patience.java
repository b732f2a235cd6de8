package org.periodclose;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** How long a test waits for what must happen: longer than any machine needs, however busy it is. What never happens fails all the same. */
public final class Patience {
    public static final int MINUTES = 10;

    /** What a command is to do in ten seconds, and a busy machine in a minute. */
    public static final Duration IN_TIME = Duration.ofMinutes(1);

    private Patience() {}

    public static ConditionFactory await() {
        return Awaitility.await().atMost(MINUTES, TimeUnit.MINUTES);
    }
}
