package org.periodclose.run;

/** The next unit of a partition, and where the partition stands before it. */
record Portion(Partition before, Unit unit) {
    Partition after() {
        return before.after(unit.end(), unit.lines());
    }
}
