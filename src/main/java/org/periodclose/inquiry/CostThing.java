package org.periodclose.inquiry;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.money.Money;

/** What has a cost: a transaction, a made layer or a cost flow. Costs of issues are positive here. */
sealed interface CostThing permits CostTransaction, CostLayer, CostFlow {
    CostKey key();

    CostKind kind();

    CostCard card();

    /** Null: it is not one quantity. */
    @Nullable
    BigDecimal quantity();

    /** What it is worth, or costs, now; null: not known. */
    @Nullable
    Money value();

    /** Whether it comes from nothing else that this program knows. */
    boolean isLeaf();

    /** The item, if layers may pay for it; null: they do not. */
    @Nullable
    Integer paidItem();

    /**
     * What its value is the sum of, without what {@link #parts} finds missing.
     *
     * @param paid what layers give it
     * @param most how many others it may name
     */
    List<CostShare> known(List<CostShare> paid, int most);

    /** What its value is the sum of, exactly. */
    default List<CostShare> parts(List<CostShare> paid, int most) {
        Money value = Objects.requireNonNull(value());
        List<CostShare> parts = new ArrayList<>(
                known(paid, most).stream().filter(part -> !part.isNothing()).toList());
        Money missing = value.plus(CostShare.sum(parts, value.currency()).negated());
        if (!missing.isZero()) {
            parts.add(CostShare.of(CostKind.UNEXPLAINED, null, missing));
        }
        return parts;
    }
}
