package org.periodclose.run;

import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Refused;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Computes the settlements of the units of one run: pure calls, but for the names that are read for the first. */
final class Settling implements ItemProcessor<Portion, SettledPortion> {
    private final JdbcClient jdbc;
    private @Nullable RunAccounts known;

    Settling(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Reads the names of the run, in the caller's transaction; from now on every call is pure. */
    void begins(long run) {
        known = RunAccounts.of(run, jdbc);
    }

    /** Of a run that has begun: what is refused now leaves it interrupted. */
    @Override
    public SettledPortion process(Portion portion) {
        try {
            return settled(portion);
        } catch (Refused refused) {
            throw new Refused(WayOut.of(refused.faults(), portion.before().run()));
        }
    }

    SettledPortion settled(Portion portion) {
        Partition partition = portion.before();
        if (known == null) {
            known = RunAccounts.of(partition.run(), jdbc);
        }
        Settlements made = new Settlements(partition, known);
        portion.unit().settle(made);
        return new SettledPortion(portion, made);
    }
}
