package org.periodclose.run;

import java.util.List;

/** The unit of work: the next lines of one partition, in (item, transaction) order; never empty. */
record Page(Partition partition, List<Line> lines) {
    /** The last line: where the next page begins. */
    Line last() {
        return lines.get(lines.size() - 1);
    }
}
