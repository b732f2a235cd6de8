package org.periodclose.core.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of a company or of one of its fiscal periods that was made.
 *
 * @param id grows with time
 * @param actor who made it
 * @param period the fiscal period; null: the company itself
 * @param what the column
 * @param before null: there was no value, or nothing yet
 * @param after null: there is no value any more
 */
public record CompanyChange(
        long id,
        Instant at,
        String actor,
        @Nullable String period,
        String what,
        @Nullable String before,
        @Nullable String after) {}
