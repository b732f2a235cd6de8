package org.periodclose.core.costing;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.ledger.RunType;
import org.periodclose.core.ledger.Specification;

/** What every run that finds or sets costs as of a day is asked for. A null option was not given. */
public interface CostingRequest {
    RunType type();

    String company();

    /** The day, which is the posting date too. */
    LocalDate date();

    @Nullable
    Specification specification();

    @Nullable
    Boolean storno();

    @Nullable
    String note();

    boolean dryRun();

    @Nullable
    String expect();

    /** What it asks for, for messages: {@code the close of 2026-01-31}. */
    default String words() {
        return type().words() + " of " + date();
    }
}
